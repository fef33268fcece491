import type { Problem } from '@timpora/access';
import { addDays, Company, isWorkingDay, settingOn, type CompanyBody, type Day } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import {
  alreadyOverdue,
  alreadyRegistered,
  alreadyReported,
  changedBackwards,
  foreignIsLarge,
  isCancelled,
  notDue,
  otherPeriod,
  periodBeforeRegistration,
  periodNotOver,
  reportedAndOverdue,
  sameState,
} from './problems.js';

/** PMA counts as large whatever it invests (BKPM 5/2025). */
function holds({ capitalStatus, size, lastReportedPeriod, overduePeriods }: CompanyBody): Problem | null {
  if (capitalStatus === 'FOREIGN' && size === 'SMALL') return foreignIsLarge;
  return lastReportedPeriod !== undefined && overduePeriods.includes(lastReportedPeriod) ? reportedAndOverdue : null;
}

/** A business id number names one company, for ever. */
export const companyInvariant: Invariant<typeof Company> = {
  fact: Company,
  holds,
  unique: [{ by: ({ organisationKey }) => ({ organisationKey }), taken: alreadyRegistered }],
};

export const mayChange = ({ companyState }: CompanyBody): Problem | null => (companyState === 'CANCELLED' ? isCancelled : null);

/** ACTIVE and INACTIVE follow each other; CANCELLED is the end (BKPM 5/2025 art. 16). */
export function mayChangeState(company: CompanyBody, to: Pick<CompanyBody, 'companyState' | 'stateSince'>): Problem | null {
  if (company.companyState === to.companyState) return company.companyState === 'CANCELLED' ? isCancelled : sameState;
  return mayChange(company) ?? (to.stateSince < company.stateSince ? changedBackwards : null);
}

const lastDays: Readonly<Record<string, string>> = { Q1: '03-31', Q2: '06-30', Q3: '09-30', Q4: '12-31', S1: '06-30', S2: '12-31' };

/** The last day of a period such as 2026-Q3. */
const endOf = (period: string): Day => `${period.slice(0, 4)}-${lastDays[period.slice(5)] ?? ''}`;

/** By when the report of a period is due: a day of the month after it, moved to the next working day (BKPM 5/2025 arts 285-286). */
export function dueDayOf(period: string): Day {
  const firstOfMonth = addDays(endOf(period), 1);
  let day = addDays(firstOfMonth, settingOn('investment-report.due-day', firstOfMonth) - 1);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** Small businesses report by half-years, all others by quarters. */
const fits = ({ size }: CompanyBody, period: string): boolean => (size === 'SMALL') === period.includes('S');

const isReported = ({ lastReportedPeriod }: CompanyBody, period: string): boolean =>
  lastReportedPeriod !== undefined && endOf(lastReportedPeriod) >= endOf(period);

/** What both a report and its absence need: such a company reports for such a period. */
function mustReport(company: CompanyBody, period: string): Problem | null {
  if (company.companyState === 'CANCELLED') return isCancelled;
  return endOf(period) < company.registeredOn ? periodBeforeRegistration : null;
}

/** An overdue period may still be reported, also in the form of a size that the company has no more. */
export function mayReport(company: CompanyBody, period: string, today: Day): Problem | null {
  const problem = mustReport(company, period) ?? (endOf(period) >= today ? periodNotOver : null);
  if (problem || company.overduePeriods.includes(period)) return problem;
  if (!fits(company, period)) return otherPeriod;
  return isReported(company, period) ? alreadyReported : null;
}

/** Has the due day passed without a report? Until and including that day it is in time. */
export function hasMissed(company: CompanyBody, period: string, today: Day): Problem | null {
  const problem = mustReport(company, period);
  if (problem) return problem;
  if (company.overduePeriods.includes(period)) return alreadyOverdue;
  if (!fits(company, period)) return otherPeriod;
  if (isReported(company, period)) return alreadyReported;
  return today <= dueDayOf(period) ? notDue : null;
}

/** The fields after a report arrived. A late one of an earlier period leaves the last period as it is. */
export const afterReport = (company: CompanyBody, period: string): Partial<CompanyBody> => ({
  ...(!isReported(company, period) && { lastReportedPeriod: period }),
  overduePeriods: company.overduePeriods.filter((overdue) => overdue !== period),
});

/** The fields after a report did not arrive; oldest first. */
export const afterMissed = ({ overduePeriods }: CompanyBody, period: string): Partial<CompanyBody> => ({
  overduePeriods: [...overduePeriods, period].sort((a, b) => endOf(a).localeCompare(endOf(b))),
});
