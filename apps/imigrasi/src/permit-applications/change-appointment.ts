import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitApplication, PermitApplicationFiled } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeAppointment as Command } from './permit-application.commands.js';
import { mayChangeAppointment } from './permit-application.policy.js';

/** Gives the applicant a day for photo and interview, or another one. */
@Injectable()
export class ChangeAppointment {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `application.already-decided`, `contract.broken` (before it was filed), `version.stale` */
  execute(factId: string, { visitOn }: Command, caller: Caller): Promise<Held<typeof PermitApplication>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const application = await tx.get(PermitApplication, factId);
      refuseIf(mayChangeAppointment(application.body));
      return tx.revise(PermitApplicationFiled, application, { visitOn });
    });
  }
}
