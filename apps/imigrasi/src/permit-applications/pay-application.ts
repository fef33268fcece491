import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitApplication, PermitApplicationPaid } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { PayApplication as Command } from './permit-application.commands.js';
import { mayPay } from './permit-application.policy.js';

/** Records that an application was paid. */
@Injectable()
export class PayApplication {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `application.not-filed`, `contract.broken` (paid before it was filed), `version.stale` */
  execute(factId: string, { paidOn }: Command, caller: Caller): Promise<Held<typeof PermitApplication>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const application = await tx.get(PermitApplication, factId);
      refuseIf(mayPay(application.body));
      return tx.revise(PermitApplicationPaid, application, { paidOn, state: 'PAID' });
    });
  }
}
