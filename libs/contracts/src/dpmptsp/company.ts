import {
  BusinessClassification,
  BusinessKey,
  CalendarDate,
  DistrictCode,
  Line,
  ListOf,
  OneOf,
  Optional,
  ReportingPeriod,
} from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const capitalStatuses = ['FOREIGN', 'DOMESTIC'] as const;
const sizes = ['SMALL', 'MEDIUM_OR_LARGE'] as const;
const companyStates = ['ACTIVE', 'INACTIVE', 'CANCELLED'] as const;

export class CompanyBody {
  @BusinessKey() organisationKey!: string;
  @Line(120) companyName!: string;
  /** PMA or PMDN. */
  @OneOf(capitalStatuses) capitalStatus!: (typeof capitalStatuses)[number];
  @OneOf(sizes) size!: (typeof sizes)[number];
  @ListOf(BusinessClassification(), { min: 1, max: 50 }) classifications!: string[];
  @ListOf(DistrictCode(), { min: 1, max: 29 }) districts!: string[];
  @CalendarDate() registeredOn!: string;
  @OneOf(companyStates) companyState!: (typeof companyStates)[number];
  @CalendarDate() stateSince!: string;
  @Optional(ReportingPeriod()) lastReportedPeriod?: string;
  /** Periods whose due day passed without a report. Empty is the normal case. */
  @ListOf(ReportingPeriod(), { min: 0, max: 40 }) overduePeriods!: string[];
}

/** One business with a business id number (NIB) that is active in the regency, and whether its investment reports (LKPM) arrived. */
export const Company = defineFact({
  kind: 'company',
  owner: 'dpmptsp',
  body: CompanyBody,
  knownBy: { imigrasi: 'P1-SUPERVISION', disnaker: 'P3-LABOUR' },
  classification: 'internal',
  retention: 'RC-ORG',
  toldApartBy: ['organisationKey'],
  searched: { organisationKey: 'equals', companyName: 'contains', companyState: 'equals', capitalStatus: 'equals' },
  inOrder: [['registeredOn', 'stateSince']],
  example: {
    organisationKey: 'nib:0000000000001',
    companyName: 'PT Contoh Baja Sintetis',
    capitalStatus: 'FOREIGN',
    size: 'MEDIUM_OR_LARGE',
    classifications: ['24101'],
    districts: ['36.04.05'],
    registeredOn: '2024-03-04',
    companyState: 'ACTIVE',
    stateSince: '2024-03-04',
    lastReportedPeriod: '2026-Q1',
    overduePeriods: [],
  },
});

export const CompanyStatusChanged = defineEvent({ name: 'company-status-changed', version: 1, fact: Company });
export const InvestmentReportRecorded = defineEvent({ name: 'investment-report-recorded', version: 1, fact: Company });
