import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { Violation, ViolationReported, type FactReference, type Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { tooMuchEvidence } from './problems.js';

const mostEvidence = 20;

const isSame = (one: FactReference, other: FactReference): boolean =>
  one.kind === other.kind && one.factId === other.factId && one.version === other.version;

/** Adds facts that the reporter holds to an own report. */
@Injectable()
export class AddEvidence {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `fact.not-found`, `version.stale`, `violation.too-much-evidence` */
  execute(factId: string, more: readonly FactReference[], caller: Caller): Promise<Held<typeof Violation>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const report = await tx.get(Violation, factId);
      const added = more.filter((each) => !report.body.evidence.some((known) => isSame(known, each)));
      const evidence = [...report.body.evidence, ...added];
      if (evidence.length > mostEvidence) throw new DomainError(tooMuchEvidence);
      return tx.revise(ViolationReported, report, { evidence });
    });
  }
}
