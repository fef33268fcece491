// npm run pack: the libraries as packages that an agency elsewhere installs, in .timpora/packages.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, checkNode, fail, install, root } from './prepare.mjs';

/** What a service is made of; not the stack, because an agency elsewhere runs on servers of its own. */
const libraries = readdirSync(join(root, 'libs')).filter((name) => name !== 'stack');
const packages = join(process.env.TIMPORA_FOLDER ?? join(root, '.timpora'), 'packages');

checkNode();
install();
await build().catch((error) => fail(error.message));
rmSync(packages, { recursive: true, force: true });
mkdirSync(packages, { recursive: true });
for (const library of libraries) pack(library);

function pack(library) {
  const [from, stage] = [join(root, 'libs', library), join(packages, library)];
  const { devDependencies: _ours, ...manifest } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  mkdirSync(stage);
  writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...manifest, exports: built(manifest.exports) }, null, 2));
  for (const folder of manifest.files) {
    cpSync(join(from, folder), join(stage, folder), { recursive: true, filter: (file) => !/\.tsbuildinfo$|\.(spec|kit)\./.test(file) });
  }
  for (const file of ['LICENSE', 'NOTICE']) cpSync(join(root, file), join(stage, file));
  const npm = spawnSync('npm', ['pack', '--silent', '--pack-destination', packages], {
    cwd: stage,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0 || !existsSync(join(packages, npm.stdout.trim()))) fail(`@timpora/${library} could not be packed:\n${npm.stderr}`);
  rmSync(stage, { recursive: true });
  console.log(join(packages, npm.stdout.trim()));
}

/** Our own condition leads to sources, which are not in the package. */
function built(exports) {
  return Object.fromEntries(Object.entries(exports).map(([door, { 'timpora-source': _source, ...conditions }]) => [door, conditions]));
}
