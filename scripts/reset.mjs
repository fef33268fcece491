// npm run reset: forgets the data of the local stack. Fetched programs are kept.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { fail, root } from './prepare.mjs';

const folder = join(root, '.timpora');
const isRunning = (file) => {
  if (!existsSync(join(folder, file))) return false;
  try {
    process.kill(Number(readFileSync(join(folder, file), 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
};
if (isRunning('launcher.pid')) fail('The exchange is running; stop it with Ctrl-C first.');
if (isRunning('kafka.pid')) fail('Kafka is still running from an earlier start; run `npm start` and stop it with Ctrl-C first.');
const gone = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('kafka-libs')) : [];
for (const name of gone) rmSync(join(folder, name), { recursive: true, force: true });
console.log(gone.length > 0 ? 'Forgotten. The next `npm start` begins anew.' : 'There was nothing to forget.');
