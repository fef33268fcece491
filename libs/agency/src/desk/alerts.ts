import type { FactReference, Words } from '@timpora/contracts';

import type { ShownFact } from '../reading/facts.sql.js';
import type { View } from '../reading/kinds.js';
import { nameIn } from './resident.js';

/** States of alerts, and of what enforcement members are asked, in which somebody should still look. */
export const openStates = ['RAISED', 'ACKNOWLEDGED', 'ASSIGNED', 'ESCALATED', 'OPEN', 'TAKEN_UP'];

export const isOpenAlert = ({ kind, body }: ShownFact): boolean =>
  (kind === 'alert' || kind === 'enforcement-alert') && openStates.includes(String(body?.['state']));

/** An alert with what an officer needs beside it. */
export interface AlertOnDesk {
  readonly fact: ShownFact;
  /** Where to look: the home, or else the work; null where nothing is known. */
  readonly district: string | null;
  /** The resident's name, where this agency may know it. */
  readonly name: string | null;
  /** What to do first, and why it may be harmless. */
  readonly advice: Words | null;
  /** Members from whom there is no news, which might explain it. */
  readonly waitingFor?: readonly string[];
}

/** What is held back until there is news. */
export interface WaitingOnDesk {
  readonly title: Words;
  readonly subjectRef: string;
  readonly name: string | null;
  readonly waitingFor: readonly string[];
}

const text = (fact: ShownFact | undefined, field: string): string | null => {
  const value = fact?.body?.[field];
  return typeof value === 'string' ? value : null;
};

/** The district that an enforcement alert names, else that of the home, else the first one of the work that the alert is about. */
function districtOf(alert: ShownFact, facts: readonly ShownFact[]): string | null {
  const home = facts.find((fact) => fact.kind === 'residence' && fact.body?.['state'] === 'CURRENT');
  const anchor = facts.find(({ factId }) => factId === (alert.body?.['anchor'] as FactReference | undefined)?.factId);
  const [work] = (anchor?.body?.['workDistricts'] ?? []) as readonly string[];
  return text(alert, 'district') ?? text(home, 'district') ?? work ?? text(anchor, 'workDistrict');
}

/** Puts beside each alert what is known of its resident. */
export const alertsOnDesk = (
  view: View,
  alerts: readonly ShownFact[],
  { facts, advice, silent = () => [] }: KnownBeside,
): readonly AlertOnDesk[] =>
  alerts.map((fact) => {
    const own = factsOf(facts, fact.subjectRef);
    const beside = { district: districtOf(fact, own), name: nameIn(view, own), advice: advice.get(fact.factId) ?? null };
    return { fact, ...beside, waitingFor: silent(fact) };
  });

interface KnownBeside {
  readonly facts: readonly ShownFact[];
  readonly advice: ReadonlyMap<string, Words>;
  /** Members from whom there is no news about what an alert's rule reads. */
  readonly silent?: (alert: ShownFact) => readonly string[];
}

export const factsOf = (facts: readonly ShownFact[], subject: string | null): readonly ShownFact[] =>
  facts.filter(({ subjectRef }) => subjectRef !== null && subjectRef === subject);

/** Alerts of one desk, or of one agency, in one district. */
export interface AlertGroup {
  /** A unit of this agency or another agency; null: no desk has them yet. */
  readonly desk: string | null;
  readonly district: string | null;
  readonly alerts: readonly AlertOnDesk[];
}

/** Groups by desk and district; the group with the most urgent alert comes first, as its alerts come in that order. */
export function groupsOf(alerts: readonly AlertOnDesk[], deskOf: (alert: ShownFact) => string | null): readonly AlertGroup[] {
  const groups = new Map<string, AlertOnDesk[]>();
  for (const alert of alerts) {
    const key = JSON.stringify([deskOf(alert.fact), alert.district]);
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups].map(([key, own]) => {
    const [desk, district] = JSON.parse(key) as [string | null, string | null];
    return { desk, district, alerts: own };
  });
}

export const unitOf = (alert: ShownFact): string | null => text(alert, 'unit');
