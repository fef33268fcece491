import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import {
  competentAgencyFor,
  ForeignNational,
  isMinorOn,
  type Violation,
  ViolationReported,
  type Member,
  type ViolationBody,
} from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { subjectIsMinor } from './problems.js';
import type { ReportViolation as Command } from './violation.commands.js';

/** Reports a suspected breach. It accuses nobody: it asks the competent agency for a review. */
@Injectable()
export class ReportViolation {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `violation.about-nobody`, `violation.already-reported`, `violation.observed-in-future`, `violation.subject-is-a-minor` */
  execute({ ownReference, ...report }: Command, caller: Caller): Promise<Held<typeof Violation>> {
    const body: ViolationBody = { ...report, competentAgency: competentAgencyFor(report.ruleCode) };
    return this.unitOfWork.run(caller, async (tx) => {
      // Only who holds identities can know the age (UU 27/2022 art. 4).
      const [person] = report.subjectRef ? await tx.heldAbout(ForeignNational, report.subjectRef) : [];
      if (person && isMinorOn(person.body.birthDate, this.clock.legalDay())) throw new DomainError(subjectIsMinor);
      return tx.state(ViolationReported, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
