import {
  CalendarDate,
  DistrictCode,
  FactRef,
  MemberName,
  OneOf,
  Optional,
  OrganisationKey,
  SubjectRef,
  type FactReference,
} from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';
import type { Member } from '../members.js';
import { alertCloseReasons, alertRules, urgencies } from './alert.js';

const areaKinds = ['HOME', 'WORK', 'NONE'] as const;
const asks = ['VERIFY_PRESENCE', 'VERIFY_EMPLOYER', 'JOIN_OPERATION', 'INFORM'] as const;
const states = ['OPEN', 'TAKEN_UP', 'CLOSED', 'WITHDRAWN'] as const;

export class EnforcementAlertBody {
  /** Of an adult. Without it the organisation is meant. */
  @Optional(SubjectRef()) subjectRef?: string;
  @OneOf([...alertRules, 'REVIEWED']) ruleId!: string;
  /** The alert or the review that it stands for, with its owner. */
  @FactRef() about!: FactReference;
  /** Where to look first; `outside` where no area is known. */
  @DistrictCode('indirect') district!: string;
  @OneOf(areaKinds) areaKind!: (typeof areaKinds)[number];
  @Optional(OrganisationKey()) organisationKey?: string;
  @OneOf(urgencies) urgency!: (typeof urgencies)[number];
  @CalendarDate() dueOn!: string;
  /** What the owner asks the others to do. */
  @OneOf(asks) ask!: (typeof asks)[number];
  @OneOf(states) state!: (typeof states)[number];
  @Optional(MemberName()) takenUpBy?: Member;
  @Optional(OneOf(alertCloseReasons)) closeReason?: (typeof alertCloseReasons)[number];
}

/** One alert that needs more than its owner: what the enforcement members subscribe to. The alert itself, with its evidence and desk, stays with owner and imigrasi. */
export const EnforcementAlert = defineFact({
  kind: 'enforcement-alert',
  owner: 'every-member',
  statedBy: ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol'],
  body: EnforcementAlertBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION', disnaker: 'P1-SUPERVISION', polres: 'P4-PUBLIC-SAFETY', kesbangpol: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-TASK',
  searched: { about: 'points-to', ruleId: 'equals', district: 'equals', urgency: 'equals', state: 'equals', dueOn: 'range' },
  onlyIn: { closeReason: ['CLOSED', 'WITHDRAWN'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    ruleId: 'AL-02',
    about: { kind: 'alert', factId: '019afb00-0000-7000-8000-000000000701', owner: 'imigrasi' },
    district: '36.04.05',
    areaKind: 'HOME',
    urgency: 'URGENT',
    dueOn: '2026-06-17',
    ask: 'VERIFY_PRESENCE',
    state: 'OPEN',
  },
});

export const EnforcementAlertRaised = defineEvent({ name: 'enforcement-alert-raised', version: 1, fact: EnforcementAlert });
export const EnforcementAlertUpdated = defineEvent({ name: 'enforcement-alert-updated', version: 1, fact: EnforcementAlert });
export const EnforcementAlertClosed = defineEvent({ name: 'enforcement-alert-closed', version: 1, fact: EnforcementAlert });
