import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { ok, warning, wrong, type Finding } from './finding.js';

const oldestNode = [20, 19] as const;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
  return isOld
    ? wrong(`Node ${process.versions.node} is too old; install ${oldestNode.join('.')} or later`)
    : ok(`Node ${process.versions.node}`);
}

/** Services raise the alarm `disk` at the lower limit. */
export function checkSpace(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const text = `${gigabytes(free)} of the disk are free where ${folder} is`;
  if (free < 1e9) return wrong(`${text}; free some, a full disk stops databases and broker`);
  return free < 5e9 ? warning(`${text}; that does not last long`) : ok(text);
}

/** Every commit waits for one of these, so it bounds how fast facts can be stated one by one. */
export function checkSync(folder: string): Finding {
  const file = join(folder, `doctor-${process.pid}`);
  const block = Buffer.alloc(8_192, 1);
  const handle = openSync(file, 'w', 0o600);
  const times: number[] = [];
  try {
    for (let write = 0; write < 30; write++) {
      writeSync(handle, block);
      const startedAt = performance.now();
      fdatasyncSync(handle);
      times.push(performance.now() - startedAt);
    }
  } finally {
    closeSync(handle);
    rmSync(file, { force: true });
  }
  const median = times.sort((one, other) => one - other)[15] ?? 0;
  const text = `fdatasync of the data disk takes ${median.toFixed(1)} ms`;
  return median > 20 ? warning(`${text}; every commit waits for it, so use a faster disk or one with a protected cache`) : ok(text);
}
