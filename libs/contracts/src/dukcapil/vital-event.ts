import { CalendarDate, ListOf, OneOf, Optional, SubjectRef, YesNo } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const eventKinds = ['BIRTH', 'DEATH', 'MARRIAGE', 'DIVORCE', 'CHILD_RECOGNITION', 'ADOPTION', 'NAME_CHANGE', 'NATIONALITY_CHANGE'] as const;

export class VitalEventBody {
  @SubjectRef() subjectRef!: string;
  /** Never a religion, never the place of a ceremony. */
  @OneOf(eventKinds, 'indirect') eventKind!: (typeof eventKinds)[number];
  @CalendarDate('indirect') eventOn!: string;
  @CalendarDate() recordedOn!: string;
  @YesNo() happenedAbroad!: boolean;
  /** A marriage with an Indonesian citizen. */
  @Optional(YesNo('indirect')) mixedMarriage?: boolean;
  /** Parents or spouse who are residents, too. */
  @Optional(ListOf(SubjectRef(), { min: 1, max: 3 })) otherRefs?: string[];
}

/** One civil-status event of a foreign resident, adult or child, that the registry recorded (peristiwa penting). */
export const VitalEvent = defineFact({
  kind: 'vital-event',
  owner: 'dukcapil',
  body: VitalEventBody,
  subject: 'subjectRef',
  about: 'anyone',
  knownBy: { imigrasi: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { eventKind: 'equals', eventOn: 'range', recordedOn: 'range' },
  inOrder: [['eventOn', 'recordedOn']],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    eventKind: 'MARRIAGE',
    eventOn: '2026-05-09',
    recordedOn: '2026-05-20',
    happenedAbroad: false,
    mixedMarriage: true,
  },
});

export const VitalEventRecorded = defineEvent({ name: 'vital-event-recorded', version: 1, fact: VitalEvent });
