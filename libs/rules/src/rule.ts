import type { Agency, Day, FactReference } from '@timpora/contracts';

import type { JudgedFacts, JudgedKind, Suspicion } from './facts.js';
import type { Text } from './text.js';

/** The dated settings that rules ask for, as of the day that is judged. */
export interface RuleSettings {
  number(name: string): number;
  /** Of a setting that is a word, such as `yes`. */
  choice(name: string): string;
}

/** The legal day that is judged. */
export interface On {
  readonly today: Day;
  readonly settings: RuleSettings;
}

/** A condition that holds on the day: a reason for an officer to look, never a verdict. */
export interface Finding {
  readonly branch?: string;
  /** The fact that it is about: one alert a rule, branch and anchor. */
  readonly anchor: FactReference;
  /** First legal day on which it held. */
  readonly since: Day;
  /** What the officer is shown, the anchor first; at most 20. */
  readonly evidence: readonly FactReference[];
  readonly organisationKey?: string;
  /** References that may be one person: imigrasi is asked about each pair. */
  readonly suspicions?: readonly Suspicion[];
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** Anchors that have moved on to another rule's stage. */
  readonly nextStage?: readonly FactReference[];
  /** The day on which to judge again although no fact changed. */
  readonly nextLook: Day | null;
}

/** What other enforcement members are told and asked, where a rule is on the list `enforcement.rules`. */
export interface Enforcement {
  readonly ask: 'VERIFY_PRESENCE' | 'VERIFY_EMPLOYER';
  readonly area: 'HOME' | 'WORK';
  /** Without it they hear of the organisation only. */
  readonly namesSubject: boolean;
  /** Only these branches, where a rule has some. */
  readonly branches?: readonly string[];
}

/** One rule: a pure function of facts and a day. Its file says the law, the condition, what speaks against it, and when to look again. */
export interface Rule {
  readonly id: 'AL-01' | 'AL-02' | 'AL-03' | 'AL-06' | 'AL-12' | 'AL-13' | 'AL-21';
  readonly version: number;
  /** The member that judges, and states the alert. */
  readonly owner: Agency;
  readonly reads: readonly (JudgedKind | 'foreign-national' | 'travel-document')[];
  /** What was asked because of the rule, and its answers: they call for a look, and nobody's silence about them holds anything back. */
  readonly asks?: readonly ('identity-question' | 'review')[];
  readonly urgency: 'ORDINARY' | 'SOON' | 'URGENT';
  /** An alert of this rule that was open about the same anchor has settled already. */
  readonly follows?: Rule['id'];
  readonly enforcement?: Enforcement;
  judge(facts: JudgedFacts, on: On): Judgement;
  /** What to do first, and why it may be harmless. Without a name. */
  advice(facts: JudgedFacts, anchor: FactReference, on: On): Text;
}

/** Settings of a rule: how many hours its condition has to stand, and within how many working days somebody should have looked. */
export const settleHours = ({ id }: Pick<Rule, 'id'>): string => `settle-hours.${id}`;
export const dueDays = ({ id }: Pick<Rule, 'id'>): string => `due-working-days.${id}`;

export const isSameFact = (one: FactReference, other: FactReference): boolean =>
  one.kind === other.kind && one.factId === other.factId && one.owner === other.owner;

/** The first of these days that is still to come. */
export const firstAfter = (today: Day, days: readonly Day[]): Day | null => days.filter((day) => day > today).sort()[0] ?? null;

export const latest = (...days: readonly Day[]): Day => [...days].sort().at(-1) ?? '';
