import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import {
  competentAgencyFor,
  ForeignNational,
  isMinorOn,
  Violation,
  ViolationReported,
  type Member,
  type ViolationBody,
} from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { aboutNobody, alreadyReported, observedLater, subjectIsMinor } from './problems.js';
import type { ReportViolation as Command } from './violation.commands.js';

/** Reports a suspected breach. It accuses nobody: it asks the competent agency for a review. */
@Injectable()
export class ReportViolation {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
    @Inject(VIEW) private readonly view: View,
  ) {}

  /** @throws {DomainError} `violation.about-nobody`, `violation.already-reported`, `violation.observed-in-future`, `violation.subject-is-a-minor` */
  execute({ ownReference, ...report }: Command, caller: Caller): Promise<Held<typeof Violation>> {
    const about = report.subjectRef
      ? { subjectRef: report.subjectRef }
      : report.organisationKey
        ? { organisationKey: report.organisationKey }
        : null;
    if (!about) throw new DomainError(aboutNobody);
    if (report.observedOn > this.clock.legalDay()) throw new DomainError(observedLater);
    const body: ViolationBody = { ...report, competentAgency: competentAgencyFor(report.ruleCode) };
    return this.unitOfWork.run(caller, async (tx) => {
      // Only who holds identities can know the age (UU 27/2022 art. 4).
      const [person] = report.subjectRef ? await tx.heldAbout(ForeignNational, report.subjectRef) : [];
      if (person && isMinorOn(person.body.birthDate, this.clock.legalDay())) throw new DomainError(subjectIsMinor);
      const same = await tx.heldWith(Violation, { ...about, ruleCode: report.ruleCode, observedOn: report.observedOn });
      const own = same.find(({ issuer }) => issuer === this.view.member);
      if (own) throw new DomainError(alreadyReported, undefined, { factId: own.factId });
      return tx.state(ViolationReported, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
