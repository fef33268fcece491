import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Company, InvestmentReportRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordReport as Command } from './company.commands.js';
import { afterReport, mayReport } from './company.policy.js';

/** Records that the investment report of a period arrived, in time or late. */
@Injectable()
export class RecordReport {
  constructor(
    private readonly unitOfWork: UnitOfWork<'dpmptsp'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {DomainError} `company.is-cancelled`, `company.period-not-over`, `company.period-before-registration`, `company.other-period`,
   * `company.already-reported`, `version.stale`
   */
  execute(factId: string, { period }: Command, caller: Caller): Promise<Held<typeof Company>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const company = await tx.get(Company, factId);
      refuseIf(mayReport(company.body, period, this.clock.legalDay()));
      return tx.revise(InvestmentReportRecorded, company, afterReport(company.body, period));
    });
  }
}
