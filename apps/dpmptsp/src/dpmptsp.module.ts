import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { ChangeCompanyState } from './companies/change-company-state.js';
import { ChangeCompany } from './companies/change-company.js';
import { CompaniesController } from './companies/companies.controller.js';
import { companyInvariant } from './companies/company.policy.js';
import { NoteMissedReport } from './companies/note-missed-report.js';
import { RecordReport } from './companies/record-report.js';
import { RegisterCompany } from './companies/register-company.js';

/** DPMPTSP records businesses and whether their investment reports arrived; it knows no resident by name. */
@Module({
  imports: [AgencyModule.for({ member: 'dpmptsp', invariants: [companyInvariant] })],
  controllers: [CompaniesController],
  providers: [RegisterCompany, ChangeCompany, ChangeCompanyState, RecordReport, NoteMissedReport],
})
export class DpmptspModule {}
