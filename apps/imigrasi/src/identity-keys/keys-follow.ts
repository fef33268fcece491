import type { Settings } from '@timpora/config';
import { ForeignNational, IdentityKey, IdentityKeyRecorded, TravelDocument } from '@timpora/contracts';
import type { Consequence, Transaction } from '@timpora/exchange';

import { keyChanges, type KeyChange } from './identity-key.policy.js';

/** The keys of a person's documents follow them, the birth date and the newest shared secret, in the same transaction. */
export const keysFollow = ({ matchSecrets }: Pick<Settings, 'matchSecrets'>): Consequence<'imigrasi'> => ({
  facts: [ForeignNational, TravelDocument],
  follow: async (tx, subjectRef) => {
    await tellKeys(tx, subjectRef, matchSecrets);
  },
});

/** @returns how many keys were told */
export async function tellKeys(tx: Transaction<'imigrasi'>, subjectRef: string, [newest]: Settings['matchSecrets']): Promise<number> {
  const [person] = (await tx.heldAbout(ForeignNational, subjectRef)).filter((each) => each.subjectRef === subjectRef);
  if (!person || !newest) return 0;
  const documents = (await tx.heldAbout(TravelDocument, subjectRef)).filter((each) => each.subjectRef === subjectRef);
  const keys = (await tx.heldAbout(IdentityKey, subjectRef)).filter((each) => each.subjectRef === subjectRef);
  const changes = keyChanges({ documents, keys, birthDate: person.body.birthDate }, newest);
  for (const change of changes) await tell(tx, change);
  return changes.length;
}

async function tell(
  tx: Transaction<'imigrasi'>,
  told: KeyChange<Awaited<ReturnType<typeof tx.heldAbout<typeof IdentityKey>>>[number]>,
): Promise<void> {
  switch (told.change) {
    case 'state':
      await tx.state(IdentityKeyRecorded, told.body);
      return;
    case 'revise':
      await tx.revise(IdentityKeyRecorded, told.key, told.body);
      return;
    case 'correct':
      await tx.correct(IdentityKeyRecorded, told.key, told.body);
      return;
    case 'retract': {
      const document = await tx.find(TravelDocument, told.key.body.documentFact.factId);
      await tx.retract(IdentityKeyRecorded, told.key, document?.reason ?? 'MISTAKE');
    }
  }
}
