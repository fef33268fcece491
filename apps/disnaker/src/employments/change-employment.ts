import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Employment, ForeignWorkerReported } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeEmployment as Command } from './employment.commands.js';
import { isActive } from './employment.policy.js';

/** Records that the position or the work place changed. */
@Injectable()
export class ChangeEmployment {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `employment.has-ended`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof Employment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const employment = await tx.get(Employment, factId);
      refuseIf(isActive(employment.body));
      return tx.revise(ForeignWorkerReported, employment, change);
    });
  }
}
