import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { PracticePermit, PracticePermitIssued } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { IssuePractice as Command } from './practice-permit.commands.js';
import { mayBeInForce } from './practice-permit.policy.js';
import { alreadyInForce } from './problems.js';

/** Issues a practice permit (SIP) at one facility. It is about a licence, never about the health of anybody. */
@Injectable()
export class IssuePractice {
  constructor(private readonly unitOfWork: UnitOfWork<'dinkes'>) {}

  /** @throws {DomainError} `practice-permit.private-practice`, `practice-permit.outlives-registration`, `practice-permit.registration-too-long`, `practice-permit.already-in-force` */
  execute({ ownReference, ...permit }: Command, caller: Caller): Promise<Held<typeof PracticePermit>> {
    refuseIf(mayBeInForce(permit));
    return this.unitOfWork.run(caller, async (tx) => {
      const held = await tx.heldAbout(PracticePermit, permit.subjectRef);
      const same = held.find(({ body }) => body.state === 'IN_FORCE' && body.organisationKey === permit.organisationKey);
      if (same) throw new DomainError(alreadyInForce, undefined, { factId: same.factId });
      return tx.state(PracticePermitIssued, { ...permit, state: 'IN_FORCE' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
