import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitExtended, StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ExtendPermit as Command } from './stay-permit.commands.js';
import { mayExtend } from './stay-permit.policy.js';

/** Lets a foreign national stay longer under the same permit. */
@Injectable()
export class ExtendPermit {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-extendable`, `permit.not-longer`, `permit.already-valid`, `version.stale` */
  execute(factId: string, { validTo, extendedOn }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, factId);
      refuseIf(mayExtend(permit.body, validTo));
      return tx.revise(PermitExtended, permit, { validTo, lastExtendedOn: extendedOn, state: 'VALID' });
    });
  }
}
