import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { ForeignNational, IdentityLink } from '@timpora/contracts';
import { Clock, newId, UnitOfWork, type Caller } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import type { ProposeLink as Command } from './identity-link.commands.js';
import { fitsLinks, linkOf, type KnownReference } from './identity-link.policy.js';
import { keepProposal, type LinkProposal } from './link-proposals.sql.js';

/** One officer proposes that several references are one person. It stays here until another confirms it. */
@Injectable()
export class ProposeLink {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `identity-link.unknown-reference`, `identity-link.merged-already`, `identity-link.circle` */
  execute({ basis, ...asked }: Command, caller: Caller): Promise<LinkProposal> {
    return this.unitOfWork.run(caller, async (tx) => {
      const known: KnownReference[] = [];
      for (const subjectRef of [...asked.references, ...(asked.keptRef === undefined ? [] : [asked.keptRef])])
        for (const { body, recordedAt } of await tx.heldWith(ForeignNational, { subjectRef }))
          known.push({ subjectRef: body.subjectRef, recordedAt });
      const proposed = linkOf(asked, known);
      if ('problem' in proposed) throw new DomainError(proposed.problem);
      refuseIf(
        fitsLinks(
          proposed.link,
          (await tx.heldWith(IdentityLink, {})).map(({ body }) => body),
        ),
      );
      const proposal = {
        ...proposed.link,
        basis,
        factId: newId(),
        proposedBy: caller.subject,
        proposedAt: new Date(this.clock.systemInstant()),
      };
      return keepProposal(this.db, proposal);
    });
  }
}
