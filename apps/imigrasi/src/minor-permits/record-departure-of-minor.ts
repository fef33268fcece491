import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayDepart } from '../stay-permits/stay-permit.policy.js';
import type { RecordDepartureOfMinor as Command } from './minor-permit.commands.js';

/** Records from the border that the child is abroad; the permit goes on. */
@Injectable()
export class RecordDepartureOfMinor {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-open`, `permit.holder-already-abroad`, `version.stale` */
  execute(factId: string, { departedOn }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayDepart(permit.body));
      return tx.revise(MinorPermitRecorded, permit, { holderAbroadSince: departedOn });
    });
  }
}
