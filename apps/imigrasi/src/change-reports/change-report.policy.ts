import type { Problem } from '@timpora/access';
import { ChangeReport, type ChangeReportBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { addressFields, alreadyReported, notAVitalEvent, villageElsewhere } from './problems.js';

type Report = ChangeReportBody;

function areaFits({ reportType, declaredDistrict, declaredVillage }: Report): Problem | null {
  const isAddress = reportType === 'ADDRESS';
  if (isAddress !== (declaredDistrict !== undefined) || (!isAddress && declaredVillage !== undefined)) return addressFields;
  return declaredVillage === undefined || declaredVillage.startsWith(`${declaredDistrict}.`) ? null : villageElsewhere;
}

function eventFits({ reportType, vitalEventFact }: Report): Problem | null {
  if (!vitalEventFact) return null;
  const { kind, owner = 'dukcapil' } = vitalEventFact;
  return reportType === 'CIVIL_STATUS' && kind === 'vital-event' && owner === 'dukcapil' ? null : notAVitalEvent;
}

/** What each type of report carries, and nothing else. */
export const isWhole = (report: Report): Problem | null => areaFits(report) ?? eventFits(report);

/** A change is reported once: about a vital event by the event, else by the day on which it took effect. */
export const changeReportInvariant: Invariant<typeof ChangeReport> = {
  fact: ChangeReport,
  holds: isWhole,
  unique: [
    {
      by: ({ subjectRef, reportType }) => ({ subjectRef, reportType }),
      clashes: isSameChange,
      taken: alreadyReported,
    },
  ],
};

export function isSameChange(one: Report, other: Report): boolean {
  if (one.vitalEventFact || other.vitalEventFact) return one.vitalEventFact?.factId === other.vitalEventFact?.factId;
  return one.effectiveOn === other.effectiveOn;
}
