import {
  CalendarDate,
  DistrictCode,
  FactRef,
  Listed,
  ListOf,
  MemberName,
  OneOf,
  Optional,
  OrganisationKey,
  SubjectRef,
  type FactReference,
} from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';
import type { Member } from '../members.js';

const confidences = ['UNVERIFIED', 'OBSERVED', 'DOCUMENTED'] as const;

export class ViolationBody {
  @Optional(SubjectRef()) subjectRef?: string;
  @Listed('VIOLATION_RULE') ruleCode!: string;
  @CalendarDate() observedOn!: string;
  @DistrictCode() district!: string;
  @Optional(OrganisationKey()) organisationKey?: string;
  @OneOf(confidences) confidence!: (typeof confidences)[number];
  /** Follows from the rule: see the list VIOLATION_RULE. */
  @MemberName() competentAgency!: Member;
  /** Facts that the reporter holds; no text, no photograph. */
  @ListOf(FactRef(), { min: 0, max: 20 }) evidence!: FactReference[];
}

/** One suspected breach, reported by one member. It accuses nobody: it asks imigrasi for a review, and no other member hears it. */
export const Violation = defineFact({
  kind: 'violation',
  owner: 'every-member',
  body: ViolationBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-CASE',
  toldApartBy: ['organisationKey'],
  searched: { ruleCode: 'equals', district: 'equals', organisationKey: 'equals', confidence: 'equals', competentAgency: 'equals' },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    ruleCode: 'WORKPLACE_NOT_APPROVED',
    observedOn: '2026-05-11',
    district: '36.04.05',
    organisationKey: 'nib:0000000000001',
    confidence: 'OBSERVED',
    competentAgency: 'disnaker',
    evidence: [{ kind: 'employment', factId: '019afb00-0000-7000-8000-000000000102', owner: 'disnaker' }],
  },
});

export const ViolationReported = defineEvent({ name: 'violation-reported', version: 1, fact: Violation });
