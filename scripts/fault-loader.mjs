// Loads a faulty copy of the core beside the right one: a module that is asked for with `?fault=NAME` has that fault's patch, and so has what it imports.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

let faults = new Map();

export function initialize(list) {
  faults = new Map(list.map((fault) => [fault.name, fault]));
}

const nameIn = (url) => (url ? new URL(url).searchParams.get('fault') : null);
const isPatched = (url) => url.startsWith('file:') && /\/(libs\/exchange\/src|test\/simulation)\//.test(url);

export async function resolve(specifier, context, next) {
  const name = nameIn(context.parentURL);
  if (!name) return next(specifier, context);
  const found = await next(/^\.{1,2}\//.test(specifier) ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  return isPatched(found.url) ? { ...found, url: `${found.url}?fault=${name}` } : found;
}

export async function load(url, context, next) {
  const fault = faults.get(nameIn(url));
  if (!fault) return next(url, context);
  const filename = fileURLToPath(url.replace(/\?.*$/, ''));
  let source = await readFile(filename, 'utf8');
  if (filename.endsWith(`/${fault.file}`)) {
    if (source.split(fault.from).length !== 2) throw new Error(`the fault "${fault.name}" no longer fits ${fault.file}`);
    source = source.replace(fault.from, () => fault.to);
  }
  const { code } = await transform(source, { filename });
  return { format: 'module', source: code, shortCircuit: true };
}
