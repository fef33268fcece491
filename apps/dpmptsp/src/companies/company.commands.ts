import { CompanyBody, only, ReportingPeriod, some } from '@timpora/contracts';

export class RegisterCompany extends only(
  CompanyBody,
  'organisationKey',
  'companyName',
  'capitalStatus',
  'size',
  'classifications',
  'districts',
  'registeredOn',
) {}

export class ChangeCompany extends some(CompanyBody, 'companyName', 'capitalStatus', 'size', 'classifications', 'districts') {}

export class ChangeCompanyState extends only(CompanyBody, 'companyState', 'stateSince') {}

export class RecordReport {
  @ReportingPeriod() period!: string;
}
