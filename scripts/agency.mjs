// npm run agency -- <member>: runs the service of one admitted member, in this terminal, until Ctrl-C.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { build, checkNode, fail, install, root } from './prepare.mjs';

const [member = ''] = process.argv.slice(2);
const folder = process.env.TIMPORA_FOLDER ?? join(root, '.timpora');
const environment = join(folder, 'members', `${member}.env`);
if (!/^[a-z][a-z0-9-]*$/.test(member) || !existsSync(join(root, 'apps', member)))
  fail('npm run agency -- <member>, one of the folders in apps/');
if (!existsSync(environment)) fail(`${member} is no member yet; run: npm run admit -- ${member}`);
checkNode();
install();
await build().catch((error) => fail(error.message));
const service = spawn(process.execPath, [`--env-file=${environment}`, join(root, 'dist', `${member}.js`)], {
  stdio: 'inherit',
  cwd: root,
});
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.on('SIGTERM', () => service.kill('SIGTERM'));
service.on('exit', (code) => process.exit(code ?? 1));
