import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PracticePermit, PracticePermitEnded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndPractice as Command } from './practice-permit.commands.js';
import { mayEnd } from './practice-permit.policy.js';

/** Ends a practice permit. */
@Injectable()
export class EndPractice {
  constructor(private readonly unitOfWork: UnitOfWork<'dinkes'>) {}

  /** @throws {DomainError} `practice-permit.has-ended`, `practice-permit.ends-before-start`, `version.stale` */
  execute(factId: string, { endedOn }: Command, caller: Caller): Promise<Held<typeof PracticePermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(PracticePermit, factId);
      refuseIf(mayEnd(permit.body, endedOn));
      return tx.revise(PracticePermitEnded, permit, { endedOn, state: 'ENDED' });
    });
  }
}
