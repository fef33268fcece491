// npm start: from a fresh clone to eight agencies at work. Options: --one-process --docker --base-port N --stack-port N --no-sample
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { checkNode, install, root } from './prepare.mjs';

checkNode();
install();
const launcher = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'scripts/launch.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
});
// A terminal sends its signals to the launcher as well, a supervisor only here: it is told once more, which it expects.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => launcher.kill('SIGTERM'));
launcher.on('exit', (code) => process.exit(code ?? 1));
