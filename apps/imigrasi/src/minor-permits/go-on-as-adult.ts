import { MinorPermitRecorded, PermitApplicationPaid, PermitIssued, StayPermit, type MinorPermit } from '@timpora/contracts';
import { namedId, type Held, type Transaction } from '@timpora/exchange';

import { asAdult, asApplication } from './minor-permit.policy.js';

/**
 * The permit of somebody who is of age goes on as a stay permit, in the same transaction; not where the person has a valid one already. Ids follow from
 * the child's permit: a database restored from before this day states the same facts again, not others.
 */
export async function goOnAsAdult(tx: Transaction<'imigrasi'>, permit: Held<typeof MinorPermit>): Promise<Held<typeof MinorPermit>> {
  const grown = await tx.revise(MinorPermitRecorded, permit, { applicationPaidOn: undefined, state: 'CAME_OF_AGE' });
  const permits = await tx.heldAbout(StayPermit, permit.body.subjectRef);
  if (permits.some(({ body }) => body.state === 'VALID')) return grown;
  const because = { causationId: grown.eventId };
  const adult = await tx.state(PermitIssued, asAdult(permit.body), { factId: namedId(`stay-permit of ${permit.factId}`), ...because });
  const application = asApplication(permit.body, adult.factId);
  if (application)
    await tx.state(PermitApplicationPaid, application, { factId: namedId(`permit-application of ${permit.factId}`), ...because });
  return grown;
}
