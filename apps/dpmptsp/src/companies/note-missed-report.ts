import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Company, InvestmentReportRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { afterMissed, hasMissed } from './company.policy.js';

/** States that the due day of a period passed without a report. Run by a timer, not by a request. */
@Injectable()
export class NoteMissedReport {
  constructor(
    private readonly unitOfWork: UnitOfWork<'dpmptsp'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `company.report-not-due`, `company.already-overdue`, `company.already-reported`, and what a report is refused for */
  execute(factId: string, period: string, caller: Caller): Promise<Held<typeof Company>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const company = await tx.get(Company, factId);
      refuseIf(hasMissed(company.body, period, this.clock.legalDay()));
      return tx.revise(InvestmentReportRecorded, company, afterMissed(company.body, period));
    });
  }
}
