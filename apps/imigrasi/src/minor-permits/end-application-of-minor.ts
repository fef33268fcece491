import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayEndApplication } from './minor-permit.policy.js';

/** Records that what was applied for a child was refused or withdrawn. */
@Injectable()
export class EndApplicationOfMinor {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `minor-permit.no-application`, `version.stale` */
  execute(factId: string, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayEndApplication(permit.body));
      return tx.revise(MinorPermitRecorded, permit, { applicationPaidOn: undefined });
    });
  }
}
