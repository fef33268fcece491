import { Company, type CompanyBody } from '@timpora/contracts';

import { afterMissed, afterReport, companyInvariant, dueDayOf, hasMissed, mayChange, mayChangeState, mayReport } from './company.policy.js';

const { lastReportedPeriod: _none, ...example } = Company.example;
const company: CompanyBody = { ...example, registeredOn: '2024-03-04', stateSince: '2025-01-06', companyState: 'ACTIVE' };
const small: CompanyBody = { ...company, capitalStatus: 'DOMESTIC', size: 'SMALL' };
const cancelled: CompanyBody = { ...company, companyState: 'CANCELLED' };
const reported: CompanyBody = { ...company, lastReportedPeriod: '2026-Q2' };
const late: CompanyBody = { ...reported, overduePeriods: ['2025-S2', '2026-Q1'] };

describe('a company', () => {
  it.each<[string, CompanyBody, string | null]>([
    ['of foreign capital that is large', company, null],
    ['of foreign capital that is small', { ...company, size: 'SMALL' }, 'company.foreign-is-large'],
    ['of domestic capital that is small', small, null],
    ['whose last report is not overdue', late, null],
    ['whose last report is overdue', { ...late, lastReportedPeriod: '2026-Q1' }, 'company.reported-and-overdue'],
  ])('%s is judged', (_, body, code) => {
    expect(companyInvariant.holds?.(body, '2026-11-02')?.code ?? null).toBe(code);
  });

  it('claims its business id number in every state', () => {
    expect(companyInvariant.unique?.[0]?.by(cancelled)).toEqual({ organisationKey: company.organisationKey });
  });

  it.each<[string, CompanyBody, CompanyBody['companyState'], string, string | null]>([
    ['becomes inactive on the same day', company, 'INACTIVE', '2025-01-06', null],
    ['not the day before', company, 'INACTIVE', '2025-01-05', 'company.changed-backwards'],
    ['becomes active again', { ...company, companyState: 'INACTIVE' }, 'ACTIVE', '2026-01-05', null],
    ['is cancelled', company, 'CANCELLED', '2026-01-05', null],
    ['not to the state that it has', company, 'ACTIVE', '2026-01-05', 'company.same-state'],
    ['not twice', cancelled, 'CANCELLED', '2026-01-05', 'company.is-cancelled'],
    ['does not come back', cancelled, 'ACTIVE', '2026-01-05', 'company.is-cancelled'],
  ])('%s', (_, body, companyState, stateSince, code) => {
    expect(mayChangeState(body, { companyState, stateSince })?.code ?? null).toBe(code);
  });

  it('that is cancelled changes no more', () => {
    expect([mayChange(company), mayChange(cancelled)?.code]).toEqual([null, 'company.is-cancelled']);
  });
});

describe('the due day of a report', () => {
  it.each([
    ['2026-Q1', '2026-04-15', 'a Wednesday'],
    ['2026-Q2', '2026-07-15', 'a Wednesday'],
    ['2026-S1', '2026-07-15', 'the same for half a year'],
    ['2026-Q4', '2027-01-15', 'in the next year'],
    ['2027-Q2', '2027-07-15', 'a Thursday'],
    ['2028-Q2', '2028-07-17', 'the Monday after a Saturday'],
    ['2025-Q2', '2025-07-10', 'the tenth before October 2025'],
    ['2025-Q3', '2025-10-15', 'the fifteenth from October 2025'],
  ])('of %s is %s, %s', (period, day) => {
    expect(dueDayOf(period)).toBe(day);
  });
});

describe('a report', () => {
  it.each<[string, CompanyBody, string, string, string | null]>([
    ['on the day after the period', company, '2026-Q3', '2026-10-01', null],
    ['not on its last day', company, '2026-Q3', '2026-09-30', 'company.period-not-over'],
    ['of the period of the registration', company, '2024-Q1', '2026-11-02', null],
    ['not of one before', company, '2023-Q4', '2026-11-02', 'company.period-before-registration'],
    ['of half a year at a small company', small, '2026-S1', '2026-11-02', null],
    ['not of a quarter there', small, '2026-Q2', '2026-11-02', 'company.other-period'],
    ['not of half a year at a large one', company, '2026-S1', '2026-11-02', 'company.other-period'],
    ['but of one that is overdue from smaller days', late, '2025-S2', '2026-11-02', null],
    ['of the next period', reported, '2026-Q3', '2026-11-02', null],
    ['not of the same', reported, '2026-Q2', '2026-11-02', 'company.already-reported'],
    ['not of an earlier one', reported, '2026-Q1', '2026-11-02', 'company.already-reported'],
    ['but of an earlier one that is overdue', late, '2026-Q1', '2026-11-02', null],
    ['not of a cancelled company', cancelled, '2026-Q3', '2026-11-02', 'company.is-cancelled'],
  ])('is recorded %s', (_, body, period, today, code) => {
    expect(mayReport(body, period, today)?.code ?? null).toBe(code);
  });

  it.each<[string, CompanyBody, string, string, string | null]>([
    ['the day after its due day', company, '2026-Q2', '2026-07-16', null],
    ['not on its due day', company, '2026-Q2', '2026-07-15', 'company.report-not-due'],
    ['not when it came', reported, '2026-Q2', '2026-11-02', 'company.already-reported'],
    ['not twice', late, '2026-Q1', '2026-11-02', 'company.already-overdue'],
    ['not of a period before the registration', company, '2023-Q4', '2026-11-02', 'company.period-before-registration'],
    ['not of a quarter at a small company', small, '2026-Q2', '2026-11-02', 'company.other-period'],
    ['not of a cancelled company', cancelled, '2026-Q2', '2026-11-02', 'company.is-cancelled'],
  ])('is missed %s', (_, body, period, today, code) => {
    expect(hasMissed(body, period, today)?.code ?? null).toBe(code);
  });

  it('that comes becomes the last one; a late one heals its period alone', () => {
    expect(afterReport(company, '2026-Q3')).toEqual({ lastReportedPeriod: '2026-Q3', overduePeriods: [] });
    expect(afterReport(late, '2026-Q1')).toEqual({ overduePeriods: ['2025-S2'] });
  });

  it('that is missed is named in order of time', () => {
    expect(afterMissed({ ...company, overduePeriods: ['2026-Q1'] }, '2025-Q4')).toEqual({ overduePeriods: ['2025-Q4', '2026-Q1'] });
  });
});
