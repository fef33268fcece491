// npm test: installs what is missing and runs the tests on the sources; nothing has to be built first. Arguments go to Jest.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { checkNode, install, root } from './prepare.mjs';

checkNode();
install();
const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
const jest = spawn(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  env,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
jest.on('exit', (code) => process.exit(code ?? 1));
