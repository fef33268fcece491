// Runs before anything is installed: no dependency, and one sentence for whatever is foreseeable.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = [20, 19];

export function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    fail(`Node ${process.versions.node} is too old; install Node ${oldestNode.join('.')} or later.`);
  }
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs exactly what the lock file says, when that has not been done since it changed. */
export function install() {
  // npm writes this copy itself at the end of an installation.
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return;
  console.log('Installing packages (about a minute, once)');
  const { status, stderr } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail(
      /ENOSPC/.test(stderr)
        ? 'The disk is full; free some space and start again.'
        : `The packages could not be installed; \`npm ci\` tells why:\n${stderr}`,
    );
}

/** Compiles and bundles what changed. @throws {Error} whose message is the sentence to show */
export async function build() {
  const compiler = spawn(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', 'tsconfig.services.json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of compiler.stdout) said += chunk;
  const [status] = compiler.exitCode === null ? await once(compiler, 'exit') : [compiler.exitCode];
  if (status !== 0) throw new Error(`The services do not compile; \`npm run build\` tells why:\n${said}`);
  const { bundle } = await import('./bundle.mjs');
  await bundle();
}
