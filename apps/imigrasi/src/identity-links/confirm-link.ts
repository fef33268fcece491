import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { IdentityLinksMerged, type IdentityLink } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { mayConfirm } from './identity-link.policy.js';
import { findProposal } from './link-proposals.sql.js';
import { proposalNotFound } from './problems.js';

/** A second officer confirms: the references are one person from now on, in every view. */
@Injectable()
export class ConfirmLink {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `identity-link.proposal-not-found`, `identity-link.same-officer`, `identity-link.merged-already`, `identity-link.circle` */
  execute(factId: string, caller: Caller): Promise<Held<typeof IdentityLink>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const proposal = await findProposal(this.db, factId);
      if (!proposal) throw new DomainError(proposalNotFound);
      refuseIf(mayConfirm(proposal.proposedBy, caller.subject));
      const { keptRef, mergedRefs, basis } = proposal;
      const body = { keptRef, mergedRefs, decidedOn: this.clock.legalDay(), basis, reviewersCount: 2 };
      return tx.state(IdentityLinksMerged, body, { factId });
    });
  }
}
