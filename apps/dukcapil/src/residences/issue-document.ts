import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Residence, ResidenceDocumentIssued, StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { IssueDocument as Command } from './residence.commands.js';
import { asFields, mayIssuePaper } from './residence.policy.js';

/** Issues or renews the residence paper: SKTT for an ITAS, KTP-el for an ITAP. */
@Injectable()
export class IssueDocument {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `residence.has-ended`, `residence.paper-outlives-permit`, `residence.paper-ends-before-issue`, `version.stale` */
  execute(factId: string, paper: Command, caller: Caller): Promise<Held<typeof Residence>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const residence = await tx.get(Residence, factId);
      const permits = await tx.heldAbout(StayPermit, residence.body.subjectRef);
      refuseIf(
        mayIssuePaper(
          residence.body,
          permits.map(({ body }) => body),
          paper,
        ),
      );
      return tx.revise(ResidenceDocumentIssued, residence, asFields(paper));
    });
  }
}
