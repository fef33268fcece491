import { CalendarDate, OneOf, Optional, PersonName, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const residentTypes = ['LIMITED', 'PERMANENT'] as const;
const endReasons = ['MOVED_AWAY', 'LEFT_COUNTRY', 'DECEASED', 'NATURALISED', 'PERMIT_ENDED'] as const;
const registrationStates = ['REGISTERED', 'ENDED'] as const;

export class ResidentBody {
  @SubjectRef() subjectRef!: string;
  @PersonName() registeredName!: string;
  /** Holder of an ITAS or of an ITAP. */
  @OneOf(residentTypes) residentType!: (typeof residentTypes)[number];
  /** Stays the same for a returnee. */
  @CalendarDate() firstRegisteredOn!: string;
  /** Start of this period of residence. */
  @CalendarDate() registeredOn!: string;
  @Optional(CalendarDate('indirect')) endedOn?: string;
  @Optional(OneOf(endReasons)) endReason?: (typeof endReasons)[number];
  @OneOf(registrationStates) state!: (typeof registrationStates)[number];
}

/** The registration of one adult in the population register, with the name by which members may recognise the person. */
export const Resident = defineFact({
  kind: 'resident',
  owner: 'dukcapil',
  body: ResidentBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION', disnaker: 'P3-LABOUR', polres: 'P4-PUBLIC-SAFETY' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { registeredName: 'contains', state: 'equals', endedOn: 'range' },
  inOrder: [
    ['firstRegisteredOn', 'registeredOn'],
    ['registeredOn', 'endedOn'],
  ],
  onlyIn: { endedOn: ['ENDED'], endReason: ['ENDED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    registeredName: 'Kim Haneul',
    residentType: 'LIMITED',
    firstRegisteredOn: '2026-02-10',
    registeredOn: '2026-02-10',
    state: 'REGISTERED',
  },
});

export const ResidentRegistered = defineEvent({ name: 'resident-registered', version: 1, fact: Resident });
export const ResidentDeregistered = defineEvent({ name: 'resident-deregistered', version: 1, fact: Resident });
