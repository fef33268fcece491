// Runs one of our TypeScript scripts from its source: node scripts/run.mjs scripts/token.ts imigrasi officer
import { spawn } from 'node:child_process';

import { root } from './prepare.mjs';

const [script, ...rest] = process.argv.slice(2);
const loader = new URL('./ts.mjs', import.meta.url).href;
const flags = ['--enable-source-maps', '--conditions=timpora-source', '--disable-warning=ExperimentalWarning', '--import', loader];
const child = spawn(process.execPath, [...flags, script, ...rest], { stdio: 'inherit', cwd: root });
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));
