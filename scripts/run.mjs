// Runs one of our TypeScript scripts from its source: node scripts/run.mjs scripts/token.ts imigrasi officer
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [script, ...rest] = process.argv.slice(2);
const loader = new URL('./ts.mjs', import.meta.url).href;
const child = spawn(
  process.execPath,
  ['--enable-source-maps', '--conditions=timpora-source', '--disable-warning=ExperimentalWarning', '--import', loader, script, ...rest],
  { stdio: 'inherit', cwd: fileURLToPath(new URL('..', import.meta.url)) },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
