import { Injectable } from '@nestjs/common';
import { ForeignWorkerReported, type Employment } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ReportEmployment as Command } from './employment.commands.js';

/** Records a foreign worker at one employer, as the employer reported it. One person may have several employers. */
@Injectable()
export class ReportEmployment {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `employment.already-active` */
  execute({ ownReference, ...employment }: Command, caller: Caller): Promise<Held<typeof Employment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      return tx.state(ForeignWorkerReported, { ...employment, state: 'ACTIVE' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
