import { CalendarDate, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

export class FinalDepartureBody {
  @SubjectRef() subjectRef!: string;
  /** Legal day of the exit. */
  @CalendarDate('indirect') departedOn!: string;
}

/** One departure for good, on which every owner closes what began before. Neutral on purpose: no cause, no destination. */
export const FinalDeparture = defineFact({
  kind: 'final-departure',
  owner: 'imigrasi',
  body: FinalDepartureBody,
  subject: 'subjectRef',
  about: 'anyone',
  knownBy: {
    dukcapil: 'P2-CIVIL-REG',
    disnaker: 'P3-LABOUR',
    polres: 'P4-PUBLIC-SAFETY',
    kesbangpol: 'P1-SUPERVISION',
    disdik: 'P5-EDUCATION',
    dinkes: 'P6-HEALTH',
    kemenag: 'P7-RELIGION',
    dpmptsp: 'P8-INVEST-SERVICE',
  },
  classification: 'internal',
  retention: 'RC-REGISTER',
  searched: { departedOn: 'range' },
  example: { subjectRef: '019afb00-0000-7000-8000-000000000001', departedOn: '2026-06-15' },
});

export const FinalDepartureRecorded = defineEvent({ name: 'final-departure-recorded', version: 1, fact: FinalDeparture });
