import { Injectable } from '@nestjs/common';
import { CompanyStatusChanged, type Company } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RegisterCompany as Command } from './company.commands.js';

/** Records a business that is active in the regency under its business id number. */
@Injectable()
export class RegisterCompany {
  constructor(private readonly unitOfWork: UnitOfWork<'dpmptsp'>) {}

  /** @throws {DomainError} `company.already-registered`, `company.foreign-is-large` */
  execute(company: Command, caller: Caller): Promise<Held<typeof Company>> {
    return this.unitOfWork.run(caller, (tx) =>
      tx.state(CompanyStatusChanged, { ...company, companyState: 'ACTIVE', stateSince: company.registeredOn, overduePeriods: [] }),
    );
  }
}
