import { Injectable } from '@nestjs/common';
import { PracticePermitIssued, type PracticePermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { IssuePractice as Command } from './practice-permit.commands.js';

/** Issues a practice permit (SIP) at one facility. It is about a licence, never about the health of anybody. */
@Injectable()
export class IssuePractice {
  constructor(private readonly unitOfWork: UnitOfWork<'dinkes'>) {}

  /** @throws {DomainError} `practice-permit.private-practice`, `practice-permit.outlives-registration`, `practice-permit.registration-too-long`, `practice-permit.already-in-force` */
  execute({ ownReference, ...permit }: Command, caller: Caller): Promise<Held<typeof PracticePermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      return tx.state(PracticePermitIssued, { ...permit, state: 'IN_FORCE' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
