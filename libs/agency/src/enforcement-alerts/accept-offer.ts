import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { EnforcementAlert, EnforcementAlertUpdated, QuestionAnswered, RecordQuery, Review, type Member } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held, type Transaction } from '@timpora/exchange';

import { mayTakeUp } from './enforcement-alert.policy.js';
import type { AcceptOffer as Command } from './enforcement-alert.commands.js';
import { noOffer } from './problems.js';

/** A member offered to take up what the team was asked: it does, all who heard of it see who is at it, and its offer is answered. */
@Injectable()
export class AcceptOffer {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `enforcement-alert.not-open`, `enforcement-alert.taken-up`, `enforcement-alert.no-offer`, `version.stale` */
  execute(factId: string, { offeredBy }: Command, caller: Caller): Promise<Held<typeof EnforcementAlert>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const alert = await tx.get(EnforcementAlert, factId);
      refuseIf(mayTakeUp(alert.body));
      const offer = await findOffer(tx, factId, offeredBy);
      if (!offer) throw new DomainError(noOffer);
      const about = { kind: RecordQuery.kind, factId: offer.factId, owner: offeredBy };
      await tx.state(QuestionAnswered, { about, outcome: 'DONE', decidedOn: this.clock.legalDay() });
      return tx.revise(EnforcementAlertUpdated, alert, { state: 'TAKEN_UP', takenUpBy: offeredBy }, { causationId: offer.eventId });
    });
  }
}

/** One that is neither taken back nor answered. */
async function findOffer(tx: Transaction<Member>, alertId: string, offeredBy: Member): Promise<Held<typeof RecordQuery> | null> {
  const offers = await tx.heldWith(RecordQuery, { 'about.factId': alertId, questionCode: 'OFFER_TO_TAKE_UP' });
  for (const offer of offers.filter(({ issuer }) => issuer === offeredBy))
    if ((await tx.heldWith(Review, { 'about.factId': offer.factId, 'about.kind': RecordQuery.kind })).length === 0) return offer;
  return null;
}
