import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitApplicationFiled, StayPermit, type PermitApplication } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { FileApplication as Command } from './permit-application.commands.js';
import { isWhole, mayFile } from './permit-application.policy.js';

/** Records that somebody applied: from this day on, who pays in time is waiting, not overstaying. */
@Injectable()
export class FileApplication {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /**
   * @throws {DomainError} `application.which-permit`, `application.permit-not-found`, `application.permit-ended`, `application.nothing-to-extend`,
   * `application.too-early`, `application.after-the-end`, `application.already-open`, `subject.is-a-minor`
   */
  execute({ ownReference, ...application }: Command, caller: Caller): Promise<Held<typeof PermitApplication>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const body = { ...application, state: 'FILED' as const };
      refuseIf(isWhole(body));
      const permit = body.permitFact ? await tx.find(StayPermit, body.permitFact.factId) : null;
      refuseIf(mayFile(body, permit?.body ?? null, await tx.statedValues()));
      return tx.state(PermitApplicationFiled, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
