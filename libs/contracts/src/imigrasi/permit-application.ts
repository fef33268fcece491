import { CalendarDate, FactRef, OneOf, Optional, SubjectRef, type FactReference } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const applicationKinds = ['EXTENSION', 'CONVERSION', 'CLOSURE', 'SPONSOR_CHANGE'] as const;
const outcomes = ['GRANTED', 'REFUSED', 'WITHDRAWN'] as const;
const applicationStates = ['FILED', 'PAID', 'DECIDED'] as const;

export class PermitApplicationBody {
  @SubjectRef() subjectRef!: string;
  @OneOf(applicationKinds) applicationKind!: (typeof applicationKinds)[number];
  /** The stay permit; absent for a conversion from a visit permit. */
  @Optional(FactRef()) permitFact?: FactReference;
  /** The last day of the visit permit that is to be converted. */
  @Optional(CalendarDate('indirect')) visitPermitEndsOn?: string;
  @CalendarDate() filedOn!: string;
  @Optional(CalendarDate()) paidOn?: string;
  /** Appointment for photo and interview (circular IMI-417.GR.01.01/2025). */
  @Optional(CalendarDate()) visitOn?: string;
  @Optional(CalendarDate()) decidedOn?: string;
  @Optional(OneOf(outcomes)) outcome?: (typeof outcomes)[number];
  @OneOf(applicationStates) state!: (typeof applicationStates)[number];
}

/** One application about a permit. It keeps a person who applied in time from looking like an overstayer. */
export const PermitApplication = defineFact({
  kind: 'permit-application',
  owner: 'imigrasi',
  body: PermitApplicationBody,
  subject: 'subjectRef',
  knownBy: { dukcapil: 'P2-CIVIL-REG', disnaker: 'P3-LABOUR', polres: 'P4-PUBLIC-SAFETY', kesbangpol: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { applicationKind: 'equals', state: 'equals', filedOn: 'range' },
  inOrder: [
    ['filedOn', 'paidOn'],
    ['filedOn', 'visitOn'],
    ['filedOn', 'decidedOn'],
    ['paidOn', 'decidedOn'],
  ],
  onlyIn: { decidedOn: ['DECIDED'], outcome: ['DECIDED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    applicationKind: 'EXTENSION',
    permitFact: { kind: 'stay-permit', factId: '019afb00-0000-7000-8000-000000000101' },
    filedOn: '2026-12-14',
    paidOn: '2026-12-15',
    visitOn: '2026-12-21',
    state: 'PAID',
  },
});

export const PermitApplicationFiled = defineEvent({ name: 'permit-application-filed', version: 1, fact: PermitApplication });
export const PermitApplicationPaid = defineEvent({ name: 'permit-application-paid', version: 1, fact: PermitApplication });
export const PermitApplicationDecided = defineEvent({ name: 'permit-application-decided', version: 1, fact: PermitApplication });
