import { readdir, readFile } from 'node:fs/promises';

import { committed, type Page } from './page.js';

const sources = 'libs/contracts/src';
const root = new URL(`../../${sources}/`, import.meta.url);

/** What one fact file, `<owner>/<kind>.ts`, exports. */
export interface FactFile {
  readonly path: string;
  readonly names: readonly string[];
  readonly events: readonly string[];
}

/** The files of a folder that declare a fact. A folder without one, such as `reference`, is no owner's. */
async function factFilesIn(folder: string): Promise<readonly FactFile[]> {
  const files = (await readdir(new URL(`${folder}/`, root))).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).sort();
  const read = files.map(async (name) => ({ path: `${folder}/${name}`, text: await readFile(new URL(`${folder}/${name}`, root), 'utf8') }));
  return (await Promise.all(read))
    .filter(({ text }) => text.includes('defineFact({'))
    .map(({ path, text }) => ({
      path,
      names: [...text.matchAll(/^export (?:const|class) (\w+)/gm)].map(([, name = '']) => name),
      events: [...text.matchAll(/^export const (\w+) = defineEvent\(/gm)].map(([, name = '']) => name),
    }));
}

/** Every fact file of the contracts, by path. */
export async function factFiles(): Promise<readonly FactFile[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return (await Promise.all(folders.sort().map(factFilesIn))).flat();
}

const specifier = (path: string): string => `./${path.replace(/\.ts$/, '.js')}`;

const allEvents = (files: readonly FactFile[]): Page => ({
  path: `${sources}/all-events.ts`,
  content: `// Written by \`npm run generate\` from the fact files in the owners' folders.
import { catalogueOf } from './catalogue.js';
${files.map(({ path, events }) => `import { ${events.join(', ')} } from '${specifier(path)}';`).join('\n')}

export const events = [${files.flatMap(({ events }) => events).join(', ')}] as const;

/** Everything that the agencies of this exchange say to each other. */
export const catalogue = catalogueOf(events);
`,
});

const mark = '// The facts, written by `npm run generate`.\n';

function frontDoor(current: string, files: readonly FactFile[]): Page {
  const [own, generated] = current.split(mark);
  if (own === undefined || generated === undefined) throw new Error(`${sources}/index.ts has lost its line: ${mark}`);
  const exports = files.map(({ path, names }) => `export { ${names.join(', ')} } from '${specifier(path)}';\n`);
  return { path: `${sources}/index.ts`, content: own + mark + exports.join('') };
}

/** The list of all events and the front door's exports of all facts: why a further fact is a matter of one file. */
export async function contractSources(): Promise<readonly Page[]> {
  const files = await factFiles();
  return [allEvents(files), frontDoor((await committed(`${sources}/index.ts`)) ?? '', files)];
}
