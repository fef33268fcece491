import { mayHold, type AnyFact, type FactReference } from '@timpora/contracts';
import { isDeepStrictEqual } from 'node:util';

import type { ShownFact, ShownVersion } from '../reading/facts.sql.js';
import { nameFields, type View } from '../reading/kinds.js';
import type { texts } from './texts.js';

type Topic = keyof Pick<typeof texts, 'identity' | 'stay' | 'home' | 'activity' | 'followUp' | 'other'>;

/** The kinds in the order in which an officer asks for them; a kind that is not here comes last. */
const topics: Readonly<Record<Exclude<Topic, 'other'>, readonly string[]>> = {
  identity: ['foreign-national', 'resident', 'travel-document', 'identity-link', 'identity-key'],
  stay: ['stay-permit', 'minor-permit', 'permit-application', 'sponsorship', 'final-departure'],
  home: ['residence', 'change-report', 'lodging-stay', 'vital-event', 'kua-marriage'],
  activity: [
    ...['employment', 'work-plan', 'teacher-assignment', 'practice-permit', 'registered-activity', 'police-letter'],
    ...['religious-recommendation', 'school-enrolment', 'company'],
  ],
  followUp: [
    ...['alert', 'enforcement-alert', 'violation', 'review', 'administrative-action', 'identity-question', 'record-query'],
    ...['processing-measure', 'service-reminder', 'compliance-check', 'joint-operation'],
  ],
};

const topicOf = (kind: string): Topic =>
  (Object.keys(topics) as (keyof typeof topics)[]).find((topic) => topics[topic].includes(kind)) ?? 'other';

/** States in which a fact no longer holds. It stays on the page, after those that hold. */
const pastStates = new Set([
  ...['EXPIRED', 'CLOSED', 'CANCELLED', 'ENDED', 'MOVED_OUT', 'LEFT', 'RELEASED', 'REPLACED', 'LOST', 'LIFTED', 'EXECUTED', 'CALLED_OFF'],
  ...['WITHDRAWN', 'RESOLVED', 'FULFILLED', 'NOT_DELIVERED', 'DONE', 'ANSWERED', 'CAME_OF_AGE', 'COMPLETED'],
]);

export const isPast = ({ body }: ShownFact): boolean => pastStates.has(String(body?.['state']));

/** The facts by topic, those that hold before those that are over, newer ones first. */
export function byTopic(facts: readonly ShownFact[]): readonly (readonly [Topic, readonly ShownFact[]])[] {
  const order = Object.values(topics).flat();
  const placeOf = ({ kind }: ShownFact): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  const sorted = [...facts].sort(
    (a, b) => Number(isPast(a)) - Number(isPast(b)) || placeOf(a) - placeOf(b) || b.recordedAt.getTime() - a.recordedAt.getTime(),
  );
  const named: readonly Topic[] = [...(Object.keys(topics) as (keyof typeof topics)[]), 'other'];
  return named.map((topic) => [topic, sorted.filter(({ kind }) => topicOf(kind) === topic)] as const).filter(([, own]) => own.length > 0);
}

/** The name by which this agency may know a resident, from the first kind that has one. */
export function nameIn(view: View, facts: readonly ShownFact[]): string | null {
  const names = nameFields(view).flatMap(({ fact, field }) =>
    facts.filter(({ kind }) => kind === fact.kind).map(({ body }) => body?.[field]),
  );
  return names.find((name): name is string => typeof name === 'string') ?? null;
}

/** Kinds whose absence says nothing to an officer: most residents have none. */
const seldom = ['identity-key', 'identity-link', 'minor-permit', 'final-departure'];

/** Kinds about residents that this agency may know and of which it holds nothing about this one. */
export function missingKinds({ member, catalogue }: View, facts: readonly ShownFact[]): readonly AnyFact[] {
  const held = new Set(facts.map(({ kind }) => kind));
  return catalogue.facts.filter(
    (fact) =>
      fact.subject !== null &&
      mayHold(catalogue, member, fact) &&
      topicOf(fact.kind) !== 'followUp' &&
      !seldom.includes(fact.kind) &&
      !held.has(fact.kind),
  );
}

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface HistoryStep {
  readonly version: ShownVersion;
  /** What differs from the version before; null for the first that is known. */
  readonly changes: readonly FieldChange[] | null;
}

/** The versions of an own fact with what each changed, newest first. */
export const stepsOf = (versions: readonly ShownVersion[]): readonly HistoryStep[] =>
  versions
    .map((version, at) => {
      const before = versions[at - 1];
      return { version, changes: before ? changesBetween(before.body ?? {}, version.body ?? {}) : null };
    })
    .reverse();

function changesBetween(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

/** What was asked about a fact and found, also what was found about those questions, in the order in which it came. */
export function followUpsOn(fact: Pick<ShownFact, 'factId'>, followUps: readonly ShownFact[]): readonly ShownFact[] {
  const own = followUps.filter(({ body }) => (body?.['about'] as FactReference | undefined)?.factId === fact.factId);
  return own.flatMap((each) => [
    each,
    ...followUpsOn(
      each,
      followUps.filter((other) => !own.includes(other)),
    ),
  ]);
}

/** Fields by which an officer tells residents of one name apart, where the agency may know them, while they hold. */
const marks: Readonly<Record<string, string>> = { 'foreign-national': 'birthDate', residence: 'district', 'stay-permit': 'validTo' };

export const markKinds = Object.keys(marks);

export interface Mark {
  readonly kind: string;
  readonly field: string;
  readonly value: unknown;
}

/** What tells one resident from others of the same name. */
export const marksOf = (subjectRef: string, facts: readonly ShownFact[]): readonly Mark[] =>
  facts
    .filter((fact) => fact.subjectRef === subjectRef && !isPast(fact))
    .flatMap(({ kind, body }) => {
      const field = marks[kind] ?? '';
      return body?.[field] === undefined ? [] : [{ kind, field, value: body[field] }];
    });
