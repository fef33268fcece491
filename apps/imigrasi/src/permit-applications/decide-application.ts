import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitApplication, PermitApplicationDecided } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { DecideApplication as Command } from './permit-application.commands.js';
import { mayDecide } from './permit-application.policy.js';

/** Records what became of an application. An extension that was granted is stated on the permit itself, which may follow later. */
@Injectable()
export class DecideApplication {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `application.already-decided`, `application.convert-instead`, `contract.broken` (before it was filed), `version.stale` */
  execute(factId: string, { decidedOn, outcome }: Command, caller: Caller): Promise<Held<typeof PermitApplication>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const application = await tx.get(PermitApplication, factId);
      refuseIf(mayDecide(application.body, outcome));
      return tx.revise(PermitApplicationDecided, application, { decidedOn, outcome, state: 'DECIDED' });
    });
  }
}
