// Runs before anything is installed: no dependency, and one sentence for whatever is foreseeable.
import { spawnSync } from 'node:child_process';
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

/** Compiles what changed. */
export function build() {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', 'tsconfig.services.json'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) fail(`The services do not compile; \`npm run build\` tells why:\n${stdout}`);
}
