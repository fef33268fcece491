import {
  catalogue,
  choiceOn,
  EnforcementAlert,
  EnforcementAlertClosed,
  EnforcementAlertRaised,
  pointedTo,
  Review,
  type Member,
  type Violation,
} from '@timpora/contracts';
import { namedId, type Consequence, type Held, type Transaction } from '@timpora/exchange';

import { dueFrom } from '../alerts/alert.policy.js';
import { isAboutViolation } from '../reviews/review.policy.js';
import { askedAbout, isOpen } from './enforcement-alert.policy.js';

type Told = Held<typeof EnforcementAlert>;

/** A suspected breach that is confirmed is told to the team, and taken back from it when the review is corrected or retracted. */
export const tellReviewed: Consequence = {
  facts: [Review],
  followFact: async (tx, factId) => {
    const review = await tx.find(Review, factId);
    const known = await tx.find(EnforcementAlert, idFor(factId));
    if (!review) return;
    if (review.change !== 'retracted' && review.body.outcome === 'CONFIRMED' && isAboutViolation(review.body.about))
      await raise(tx, review, known);
    else if (known && isOpen(known.body)) await takeBack(tx, review, known);
  },
};

const idFor = (reviewId: string): string => namedId(`enforcement-alert/${reviewId}`);

async function raise(
  tx: Transaction<Member>,
  { factId, issuer: owner, body, eventId }: Held<typeof Review>,
  known: Told | null,
): Promise<void> {
  const stated = await tx.statedValues();
  const pointer = pointedTo(catalogue, body.about);
  const violation = pointer && ((await tx.findHeld(pointer)) as Held<typeof Violation> | null);
  if ((known && isOpen(known.body)) || !violation || violation.change === 'retracted') return;
  if (!choiceOn('enforcement.rules', body.decidedOn, stated).split(' ').includes('REVIEWED')) return;
  const asked = askedAbout(violation.body, { reviewId: factId, owner, dueOn: dueFrom(body.decidedOn, 'REVIEWED', stated) });
  if (!known) await tx.state(EnforcementAlertRaised, asked, { factId: idFor(factId), causationId: eventId });
  else await tx.revise(EnforcementAlertRaised, known, { ...asked, closeReason: undefined, takenUpBy: undefined }, { causationId: eventId });
}

const takeBack = (tx: Transaction<Member>, { change, eventId }: Held<typeof Review>, known: Told): Promise<Told> =>
  tx.revise(
    EnforcementAlertClosed,
    known,
    { state: 'WITHDRAWN', closeReason: change === 'retracted' ? 'FACT_RETRACTED' : 'FACT_CORRECTED' },
    { causationId: eventId },
  );
