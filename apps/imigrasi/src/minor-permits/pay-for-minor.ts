import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { PayForMinor as Command } from './minor-permit.commands.js';
import { mayApply } from './minor-permit.policy.js';

/** Records that an extension or a conversion was filed and paid for a child: it waits, and does not overstay. */
@Injectable()
export class PayForMinor {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-open`, `minor-permit.application-pending`, `version.stale` */
  execute(factId: string, { paidOn }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayApply(permit.body));
      return tx.revise(MinorPermitRecorded, permit, { applicationPaidOn: paidOn });
    });
  }
}
