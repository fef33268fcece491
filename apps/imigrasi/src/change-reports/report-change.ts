import { Injectable } from '@nestjs/common';
import { ChangeReported, type ChangeReport } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ReportChange as Command } from './change-report.commands.js';

/** Records that a resident or a sponsor told imigrasi of a change. */
@Injectable()
export class ReportChange {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /**
   * @throws {DomainError} `change-report.address-fields`, `change-report.village-elsewhere`, `change-report.not-a-vital-event`,
   * `change-report.already-reported`, `subject.is-a-minor`, `subject.not-known`
   */
  execute({ ownReference, ...report }: Command, caller: Caller): Promise<Held<typeof ChangeReport>> {
    return this.unitOfWork.run(caller, (tx) => tx.state(ChangeReported, report, ownReference === undefined ? {} : { ownReference }));
  }
}
