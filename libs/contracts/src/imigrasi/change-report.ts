import { CalendarDate, DistrictCode, FactRef, OneOf, Optional, SubjectRef, VillageCode, type FactReference } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const reportTypes = ['ADDRESS', 'CIVIL_STATUS', 'WORK', 'SPONSOR', 'NATIONALITY'] as const;

export class ChangeReportBody {
  @SubjectRef() subjectRef!: string;
  @OneOf(reportTypes) reportType!: (typeof reportTypes)[number];
  @CalendarDate() reportedOn!: string;
  @CalendarDate() effectiveOn!: string;
  /** Of an address, by area. */
  @Optional(DistrictCode('indirect')) declaredDistrict?: string;
  @Optional(VillageCode()) declaredVillage?: string;
  /** Of a civil status: the event that the report is about. */
  @Optional(FactRef()) vitalEventFact?: FactReference;
}

/**
 * What a person or a sponsor reported to imigrasi (UU 6/2011 arts 63(2), 71), and the address declared when a permit is issued. The newest report of an
 * address is the address that imigrasi has.
 */
export const ChangeReport = defineFact({
  kind: 'change-report',
  owner: 'imigrasi',
  body: ChangeReportBody,
  subject: 'subjectRef',
  knownBy: { dukcapil: 'P2-CIVIL-REG' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { reportType: 'equals', declaredDistrict: 'equals', reportedOn: 'range' },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    reportType: 'ADDRESS',
    reportedOn: '2026-02-02',
    effectiveOn: '2026-02-02',
    declaredDistrict: '36.04.05',
  },
});

export const ChangeReported = defineEvent({ name: 'change-reported', version: 1, fact: ChangeReport });
