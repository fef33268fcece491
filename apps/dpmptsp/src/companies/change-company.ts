import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Company, CompanyStatusChanged } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeCompany as Command } from './company.commands.js';
import { mayChange } from './company.policy.js';

/** Records what is new about a company: its name, capital, size, businesses or districts. */
@Injectable()
export class ChangeCompany {
  constructor(private readonly unitOfWork: UnitOfWork<'dpmptsp'>) {}

  /** @throws {DomainError} `company.is-cancelled`, `company.foreign-is-large`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof Company>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const company = await tx.get(Company, factId);
      refuseIf(mayChange(company.body));
      return tx.revise(CompanyStatusChanged, company, change);
    });
  }
}
