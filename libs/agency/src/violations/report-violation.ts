import { Injectable } from '@nestjs/common';
import { competentAgencyFor, type Violation, ViolationReported, type Member, type ViolationBody } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ReportViolation as Command } from './violation.commands.js';

/** Reports a suspected breach. It accuses nobody: it asks the competent agency for a review. */
@Injectable()
export class ReportViolation {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `violation.about-nobody`, `violation.already-reported`, `violation.observed-in-future`, `subject.is-a-minor` */
  execute({ ownReference, ...report }: Command, caller: Caller): Promise<Held<typeof Violation>> {
    const body: ViolationBody = { ...report, competentAgency: competentAgencyFor(report.ruleCode) };
    return this.unitOfWork.run(caller, (tx) => tx.state(ViolationReported, body, ownReference === undefined ? {} : { ownReference }));
  }
}
