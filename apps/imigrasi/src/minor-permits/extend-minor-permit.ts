import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayExtend } from '../stay-permits/stay-permit.policy.js';
import type { ExtendMinorPermit as Command } from './minor-permit.commands.js';

/** Lets a child stay longer under the same permit; an application that was pending has come to its end. */
@Injectable()
export class ExtendMinorPermit {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-extendable`, `permit.not-longer`, `permit.already-valid`, `version.stale` */
  execute(factId: string, { validTo, extendedOn }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayExtend(permit.body, validTo));
      const extension = { validTo, lastExtendedOn: extendedOn, applicationPaidOn: undefined, state: 'VALID' as const };
      return tx.revise(MinorPermitRecorded, permit, extension);
    });
  }
}
