import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ResidentDeparted, StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordDeparture as Command } from './stay-permit.commands.js';
import { mayDepart } from './stay-permit.policy.js';

/** Records from the border that the holder is abroad; the permit goes on. */
@Injectable()
export class RecordDeparture {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-open`, `permit.holder-already-abroad`, `version.stale` */
  execute(factId: string, { departedOn }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, factId);
      refuseIf(mayDepart(permit.body));
      return tx.revise(ResidentDeparted, permit, { holderAbroadSince: departedOn });
    });
  }
}
