import {
  CalendarDate,
  Count,
  FactRef,
  Instant,
  Line,
  Listed,
  ListOf,
  OneOf,
  Optional,
  OrganisationKey,
  SubjectRef,
  type FactReference,
} from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

/** AL-01 to AL-30: a rule keeps its number, so that a share of unfounded alerts can be told for it. */
export const alertRules = Array.from({ length: 30 }, (_, at) => `AL-${String(at + 1).padStart(2, '0')}`);

export const urgencies = ['ORDINARY', 'SOON', 'URGENT'] as const;
export const alertCloseReasons = [
  'CONDITION_GONE',
  'NEXT_STAGE',
  'FACT_CORRECTED',
  'FACT_RETRACTED',
  'RULE_RETIRED',
  'CONFIRMED',
  'UNFOUNDED',
  'HELPED',
  'PASSED_ON',
] as const;
const alertStates = ['RAISED', 'ACKNOWLEDGED', 'ASSIGNED', 'ESCALATED', 'WITHDRAWN', 'RESOLVED'] as const;

export class AlertBody {
  @Optional(SubjectRef()) subjectRef?: string;
  @OneOf(alertRules) ruleId!: string;
  /** Where a rule has branches. */
  @Optional(Line(12)) branch?: string;
  @Count() ruleVersion!: number;
  /** The fact that it is about, with its version. */
  @FactRef() anchor!: FactReference;
  /** What the officer is shown, with versions. */
  @ListOf(FactRef(), { min: 1, max: 20 }) evidence!: FactReference[];
  @Optional(OrganisationKey()) organisationKey?: string;
  /** First legal day on which its condition held. */
  @CalendarDate() conditionSince!: string;
  @Instant() raisedAt!: string;
  /** Last day before it is escalated. */
  @CalendarDate() dueOn!: string;
  @OneOf(urgencies) urgency!: (typeof urgencies)[number];
  /** The desk that has it, never an officer. */
  @Optional(Listed('UNIT')) unit?: string;
  /** 1 went to the head of the desk, 2 to the chair of the team. */
  @Count() level!: number;
  @Optional(OneOf(alertCloseReasons)) closeReason?: (typeof alertCloseReasons)[number];
  /** The fact that ended it. */
  @Optional(FactRef()) closeFact?: FactReference;
  @OneOf(alertStates) state!: (typeof alertStates)[number];
}

/** One rule, once, about one fact: a suggestion to an officer to look. It imposes nothing (UU 27/2022 art. 34). */
export const Alert = defineFact({
  kind: 'alert',
  owner: 'every-member',
  statedBy: ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag'],
  body: AlertBody,
  subject: 'subjectRef',
  about: 'anyone',
  knownBy: { imigrasi: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-TASK',
  searched: { anchor: 'points-to', ruleId: 'equals', urgency: 'equals', unit: 'equals', state: 'equals', dueOn: 'range' },
  onlyIn: { closeReason: ['WITHDRAWN', 'RESOLVED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    ruleId: 'AL-12',
    ruleVersion: 1,
    anchor: { kind: 'stay-permit', factId: '019afb00-0000-7000-8000-000000000601', version: '1', owner: 'imigrasi' },
    evidence: [{ kind: 'stay-permit', factId: '019afb00-0000-7000-8000-000000000601', version: '1', owner: 'imigrasi' }],
    conditionSince: '2026-06-15',
    raisedAt: '2026-06-16T01:00:00.000Z',
    dueOn: '2026-07-01',
    urgency: 'ORDINARY',
    level: 0,
    state: 'RAISED',
  },
});

export const AlertRaised = defineEvent({ name: 'alert-raised', version: 1, fact: Alert });
export const AlertAcknowledged = defineEvent({ name: 'alert-acknowledged', version: 1, fact: Alert });
export const AlertAssigned = defineEvent({ name: 'alert-assigned', version: 1, fact: Alert });
export const AlertEscalated = defineEvent({ name: 'alert-escalated', version: 1, fact: Alert });
export const AlertWithdrawn = defineEvent({ name: 'alert-withdrawn', version: 1, fact: Alert });
export const AlertResolved = defineEvent({ name: 'alert-resolved', version: 1, fact: Alert });
