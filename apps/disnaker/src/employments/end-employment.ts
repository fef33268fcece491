import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Employment, EmploymentEnded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndEmployment as Command } from './employment.commands.js';
import { mayEnd } from './employment.policy.js';

/** Records the last day of work. */
@Injectable()
export class EndEmployment {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `employment.has-ended`, `employment.ends-before-start`, `version.stale` */
  execute(factId: string, { endedOn }: Command, caller: Caller): Promise<Held<typeof Employment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const employment = await tx.get(Employment, factId);
      refuseIf(mayEnd(employment.body, endedOn));
      return tx.revise(EmploymentEnded, employment, { endedOn, state: 'ENDED' });
    });
  }
}
