import { PermitApplication, StayPermit } from '@timpora/contracts';
import type { Transaction } from '@timpora/exchange';

import type { Heard } from './registration.policy.js';

/** What dukcapil has heard from imigrasi about somebody's stay. */
export async function heardAbout(tx: Transaction<'dukcapil'>, subjectRef: string): Promise<Heard> {
  const permits = await tx.heldAbout(StayPermit, subjectRef);
  const applications = await tx.heldAbout(PermitApplication, subjectRef);
  return { permits: new Map(permits.map(({ factId, body }) => [factId, body])), applications: applications.map(({ body }) => body) };
}
