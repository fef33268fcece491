import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { changeLoginInContainer } from './compose.js';
import { addMissingLogins, removeLogin } from './kafka/broker.js';
import { assertLogins, assertNoLogin, canLogIn } from './kafka/logins.js';
import { keptPassword, writeSecret } from './secrets.js';
import { StackProblem, type Logins, type Stack, type StackPlace } from './stack.js';

/** A stack that somebody started already, here or in another process; stopping it is theirs. */
export const stackAt = (place: StackPlace): Stack => ({
  ...place,
  makeLogins: (logins) => makeLogins(place, logins),
  dropLogin: (user) => dropLogin(place, user),
  stop: () => Promise.resolve(),
});

async function makeLogins(place: StackPlace, logins: Logins): Promise<void> {
  const { source, folder, jars, kafka } = place;
  if (source === 'environment') return assertLogins(place, logins);
  if (jars !== undefined) return addMissingLogins({ folder, jars, kafka }, logins);
  for (const [user, password] of Object.entries(logins))
    if (!(await canLogIn(kafka.brokers, user, password)))
      await changeLoginInContainer(folder, kafka.admin, { user, change: `--add-config 'SCRAM-SHA-512=[password=${password}]'` });
}

async function dropLogin(place: StackPlace, user: string): Promise<void> {
  const { source, folder, jars, kafka } = place;
  if (source === 'environment') return assertNoLogin(place, user, keptPassword(join(folder, 'secrets', `kafka-${user}`)));
  if (jars !== undefined) return removeLogin({ folder, jars, kafka }, user);
  await changeLoginInContainer(folder, kafka.admin, { user, change: '--delete-config SCRAM-SHA-512' });
}

const placeFile = (folder: string): string => join(folder, 'stack.json');

/** Notes where a stack is, with its administrators' passwords, for whoever may read the folder's secrets. */
export const notePlace = (place: StackPlace): void => writeSecret(placeFile(place.folder), `${JSON.stringify(place, null, 2)}\n`);

/** The stack that the launcher started on this folder. @throws {StackProblem} when it started none yet */
export function notedStack(folder: string): Stack {
  if (!existsSync(placeFile(folder)))
    throw new StackProblem(
      'There is no exchange yet; start it with `npm start`, or name an existing Kafka and PostgreSQL with TIMPORA_STACK_*.',
    );
  return stackAt(JSON.parse(readFileSync(placeFile(folder), 'utf8')) as StackPlace);
}
