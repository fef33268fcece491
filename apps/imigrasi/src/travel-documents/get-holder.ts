import { DomainError } from '@timpora/access';
import { ForeignNational } from '@timpora/contracts';
import type { Held, Transaction } from '@timpora/exchange';

import { unknownPerson } from './problems.js';

/** Whose document it is. @throws {DomainError} `travel-document.unknown-person` */
export async function getHolder(tx: Transaction<'imigrasi'>, subjectRef: string): Promise<Held<typeof ForeignNational>> {
  const holder = (await tx.heldAbout(ForeignNational, subjectRef)).find((each) => each.subjectRef === subjectRef);
  if (!holder) throw new DomainError(unknownPerson);
  return holder;
}
