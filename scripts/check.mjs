// npm run check: every machine rule, all of them even when one fails.
import { spawnSync } from 'node:child_process';

import { checkNode, install, root } from './prepare.mjs';

checkNode();
install();
const checks = [
  ['types', ['typescript/bin/tsc', '-b']],
  ['lint', ['eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  [
    'architecture',
    ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', 'libs', 'apps', 'scripts', 'test'],
  ],
  ['dead code', ['knip/bin/knip.js', '--no-config-hints']],
  ['format', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
];
const failed = [];
for (const [name, [command, ...args]] of checks) {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [`node_modules/${command}`, ...args], { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exit(1);
}
