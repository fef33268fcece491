// npm start: from a fresh clone to eight agencies at work. Options: --one-process --docker --base-port N --stack-port N --no-sample
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { build, checkNode, install, root } from './prepare.mjs';

checkNode();
install();
console.log('Building the services');
build();
const launcher = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'scripts/launch.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
});
// The launcher gets the terminal's signals itself; this process only waits for it.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.on('SIGTERM', () => launcher.kill('SIGTERM'));
launcher.on('exit', (code) => process.exit(code ?? 1));
