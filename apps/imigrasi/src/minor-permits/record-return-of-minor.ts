import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayReturn } from '../stay-permits/stay-permit.policy.js';
import type { RecordReturnOfMinor as Command } from './minor-permit.commands.js';

/** Records from the border that the child is back. */
@Injectable()
export class RecordReturnOfMinor {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.holder-not-abroad`, `permit.returned-before-leaving`, `version.stale` */
  execute(factId: string, { returnedOn }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayReturn(permit.body, returnedOn));
      return tx.revise(MinorPermitRecorded, permit, { holderAbroadSince: undefined });
    });
  }
}
