// npm run reset: forgets the data of the local stack. Fetched programs are kept, and so is a test run or a demonstration that is under way.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { fail, root } from './prepare.mjs';

const folder = process.env.TIMPORA_FOLDER ?? join(root, '.timpora');

/** Does the process still run whose id is the first line of that file? */
function runs(...file) {
  if (!existsSync(join(folder, ...file))) return false;
  try {
    process.kill(Number(readFileSync(join(folder, ...file), 'utf8').split('\n')[0]), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (runs('launcher.pid')) fail('The exchange is running; stop it with Ctrl-C first.');
if (runs('kafka.pid') || runs('postgres-data', 'postmaster.pid'))
  fail('Kafka or PostgreSQL is still running from an earlier start; run `npm start` and stop it with Ctrl-C first.');
if (existsSync(join(folder, 'compose.env'))) {
  const down = [
    'compose',
    '-f',
    join(root, 'docker-compose.yml'),
    '--env-file',
    join(folder, 'compose.env'),
    '-p',
    'timpora',
    'down',
    '--volumes',
  ];
  if (spawnSync('docker', down, { stdio: 'ignore' }).status !== 0)
    fail('The data in Docker could not be forgotten; start the Docker engine, then run `npm run reset` again.');
}
const keeps = (name) => name.startsWith('kafka-libs') || (/^(test|break)-/.test(name) && runs(name, 'kafka.pid'));
const gone = existsSync(folder) ? readdirSync(folder).filter((name) => !keeps(name)) : [];
for (const name of gone) rmSync(join(folder, name), { recursive: true, force: true });
console.log(gone.length > 0 ? 'Forgotten. The next `npm start` begins anew.' : 'There was nothing to forget.');
