import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ResidentReturned, StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordReturn as Command } from './stay-permit.commands.js';
import { mayReturn } from './stay-permit.policy.js';

/** Records from the border that the holder is back. */
@Injectable()
export class RecordReturn {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.holder-not-abroad`, `permit.returned-before-leaving`, `version.stale` */
  execute(factId: string, { returnedOn }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, factId);
      refuseIf(mayReturn(permit.body, returnedOn));
      return tx.revise(ResidentReturned, permit, { holderAbroadSince: undefined });
    });
  }
}
