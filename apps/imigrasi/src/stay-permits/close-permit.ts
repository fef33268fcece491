import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { PermitClosed, StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { closureKindMissing } from './problems.js';
import type { ClosePermit as Command } from './stay-permit.commands.js';
import { leaveBy, mayClose } from './stay-permit.policy.js';

/** Ends a permit in order: on exit, from abroad, by conversion, by death, or lapsed. */
@Injectable()
export class ClosePermit {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-open`, `permit.before-start`, `permit.closure-kind-missing`, `version.stale` */
  execute(factId: string, { closedOn, closureKind }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    if (closureKind === undefined) throw new DomainError(closureKindMissing);
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, factId);
      refuseIf(mayClose(permit.body, closedOn));
      return tx.revise(PermitClosed, permit, {
        state: 'CLOSED',
        closureKind,
        closedOn,
        leaveBy: leaveBy(closureKind, closedOn, await tx.statedValues()),
      });
    });
  }
}
