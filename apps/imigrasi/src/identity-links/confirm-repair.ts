import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { IdentityLink, IdentityLinksMerged } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { mayConfirm } from './identity-link.policy.js';
import { findRepair } from './link-repairs.sql.js';
import { repairNotFound } from './problems.js';

/** A second officer confirms: the merge is corrected or taken back, and every view follows. */
@Injectable()
export class ConfirmRepair {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `identity-link.repair-not-found`, `identity-link.same-officer`, `identity-link.merged-already`, `identity-link.circle` */
  execute(repairId: string, caller: Caller): Promise<Held<typeof IdentityLink>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const repair = await findRepair(this.db, repairId);
      if (!repair) throw new DomainError(repairNotFound);
      refuseIf(mayConfirm(repair.proposedBy, caller.subject));
      const link = await tx.find(IdentityLink, repair.factId);
      if (!link || String(link.version) !== repair.version) throw new DomainError(repairNotFound);
      if (repair.reason !== null) return tx.retract(IdentityLinksMerged, link, repair.reason);
      const { mergedRefs, basis } = repair;
      const body = { ...link.body, mergedRefs, basis, decidedOn: this.clock.legalDay(), reviewersCount: 2 };
      return tx.correct(IdentityLinksMerged, link, body);
    });
  }
}
