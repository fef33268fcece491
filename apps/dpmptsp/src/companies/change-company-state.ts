import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Company, CompanyStatusChanged } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeCompanyState as Command } from './company.commands.js';
import { mayChangeState } from './company.policy.js';

/** Records that a company became active, inactive, or that its number was cancelled. */
@Injectable()
export class ChangeCompanyState {
  constructor(private readonly unitOfWork: UnitOfWork<'dpmptsp'>) {}

  /** @throws {DomainError} `company.is-cancelled`, `company.same-state`, `company.changed-backwards`, `version.stale` */
  execute(factId: string, to: Command, caller: Caller): Promise<Held<typeof Company>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const company = await tx.get(Company, factId);
      refuseIf(mayChangeState(company.body, to));
      return tx.revise(CompanyStatusChanged, company, to);
    });
  }
}
