import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { IdentityLink, type IdentityLinkBody } from '@timpora/contracts';
import { Clock, newId, UnitOfWork, type Caller } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import type { ProposeCorrection, ProposeRetraction } from './identity-link.commands.js';
import { fitsLinks, isWhole, mayRepair } from './identity-link.policy.js';
import { keepRepair, type LinkRepair } from './link-repairs.sql.js';

/** One officer proposes to correct a merge, or to take it back. It stays here until another confirms it. */
@Injectable()
export class ProposeRepair {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `fact.not-found`, `fact.retracted`, `version.stale`, `identity-link.kept-is-merged`, `identity-link.merged-already`, `identity-link.circle` */
  execute(factId: string, asked: ProposeCorrection | ProposeRetraction, caller: Caller): Promise<LinkRepair> {
    return this.unitOfWork.run(caller, async (tx) => {
      const link = await tx.get(IdentityLink, factId);
      refuseIf(mayRepair(link));
      const repaired: IdentityLinkBody = 'reason' in asked ? link.body : { ...link.body, ...asked };
      refuseIf(isWhole(repaired, this.clock.legalDay()));
      const others = (await tx.heldWith(IdentityLink, {})).filter((other) => other.factId !== factId);
      refuseIf(
        fitsLinks(
          repaired,
          others.map(({ body }) => body),
        ),
      );
      const { keptRef, mergedRefs, basis } = repaired;
      return keepRepair(this.db, {
        ...{ repairId: newId(), factId, version: String(link.version), keptRef, mergedRefs, basis },
        reason: 'reason' in asked ? asked.reason : null,
        ...{ proposedBy: caller.subject, proposedAt: new Date(this.clock.systemInstant()) },
      });
    });
  }
}
