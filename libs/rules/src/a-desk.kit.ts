import { choiceOn, settingOn, type Day, type FactReference } from '@timpora/contracts';

import { decide, type KnownAlert, type Standing } from './decide.js';
import { noFacts, type Bodies, type JudgedFacts, type JudgedKind, type Seen } from './facts.js';
import { isSameFact, settleHours, type On, type Rule } from './rule.js';

/** A fact as it stands at some moment of a case. */
export interface TestFact<K extends JudgedKind = JudgedKind> extends Seen<Bodies[K]> {
  readonly change: Standing['change'];
  /** The owner's timer said it. */
  readonly byTimer?: boolean;
  readonly arrivedAt: string | null;
}

let count = 0;

/** A fact of this kind; its own id, version 1, there since long ago. */
export const aFact = <K extends JudgedKind>(kind: K, body: Bodies[K], owner = 'imigrasi'): TestFact<K> => ({
  ref: { kind, factId: `019afb00-0000-7000-8000-${String(++count).padStart(12, '0')}`, version: '1', owner },
  body,
  change: 'stated',
  arrivedAt: null,
});

/** The next version of a fact. */
export const later = <K extends JudgedKind>(
  fact: TestFact<K>,
  change: Partial<Bodies[K]>,
  how: Standing['change'] = 'stated',
): TestFact<K> => ({
  ...fact,
  ref: { ...fact.ref, version: String(Number(fact.ref.version) + 1) },
  body: Object.fromEntries(Object.entries({ ...fact.body, ...change }).filter(([, value]) => value !== undefined)) as Bodies[K],
  change: how,
});

/** The fact came from its owner then, Jakarta time. */
export const arrived = <K extends JudgedKind>(fact: TestFact<K>, at: string): TestFact<K> => ({ ...fact, arrivedAt: `${at}+07:00` });

export const judged = (facts: readonly TestFact[], suspicions: JudgedFacts['suspicions'] = []): JudgedFacts => ({
  ...facts
    .filter(({ change }) => change !== 'retracted')
    .reduce((all, { ref, body }) => ({ ...all, [ref.kind]: [...all[ref.kind as JudgedKind], { ref, body }] }), noFacts),
  suspicions,
});

export const onDay = (today: Day, settings: Readonly<Record<string, number | string>> = {}): On => ({
  today,
  settings: {
    number: (name) => Number(settings[name] ?? settingOn(name, today)),
    choice: (name) => String(settings[name] ?? choiceOn(name, today)),
  },
});

interface Look {
  readonly facts: readonly TestFact[];
  readonly suspicions?: JudgedFacts['suspicions'];
  /** Jakarta time; noon when only a day. */
  readonly at: string;
  readonly settings?: Readonly<Record<string, number | string>>;
  readonly waitingFor?: readonly string[];
  /** What made references one person since the last look. */
  readonly link?: FactReference | null;
}

/** What officers see: the alerts of some rules about one resident, look after look. */
export class Desk {
  private alerts: (KnownAlert & { readonly rule: string })[] = [];
  /** Of the last look, for each rule. */
  readonly nextLooks = new Map<string, number | null>();

  constructor(private readonly rules: readonly Rule[]) {}

  /** @returns what happened: `AL-01 raised`, `AL-01 withdrawn NEXT_STAGE` */
  look({ facts, suspicions = [], at, settings = {}, waitingFor = [], link = null }: Look): readonly string[] {
    const nowMs = Date.parse(`${at.includes('T') ? at : `${at}T12:00:00`}+07:00`);
    const today = new Date(nowMs + 7 * 3_600_000).toISOString().slice(0, 10);
    const before = this.alerts;
    return this.rules.flatMap((rule) => {
      const on = onDay(today, settings);
      const own = before.filter((alert) => alert.rule === rule.id);
      const arrivals = facts
        .filter(({ ref }) => (rule.reads as readonly string[]).includes(ref.kind))
        .flatMap(({ arrivedAt }) => arrivedAt ?? []);
      const decision = decide({
        judgement: rule.judge(judged(facts, suspicions), on),
        alerts: own,
        ...{ nowMs, waitingFor, isRetired: on.settings.choice('rules.retired').includes(rule.id) },
        settleMs: on.settings.number(settleHours(rule)) * 3_600_000,
        newestArrivalMs: arrivals.length === 0 ? null : Math.max(...arrivals.map(Date.parse)),
        standingOf: (ref) => standingIn(facts, ref),
        linkEnding: () => link,
        wasFollowed: (anchor) => before.some((alert) => alert.rule === rule.follows && alert.isOpen && isSameFact(alert.anchor, anchor)),
      });
      this.nextLooks.set(rule.id, decision.nextLookMs);
      const goneIds = [...decision.withdraw.map(({ alert }) => alert.factId), ...decision.gone.map(({ factId }) => factId)];
      this.alerts = this.alerts.map((alert) => (goneIds.includes(alert.factId) ? { ...alert, isOpen: false, wasGone: true } : alert));
      for (const { branch, anchor, evidence } of decision.raise) {
        const factId = JSON.stringify([rule.id, branch, anchor.factId]);
        const raised = {
          rule: rule.id,
          factId,
          anchor,
          evidence,
          isOpen: true,
          isResolved: false,
          wasGone: false,
          ...(branch && { branch }),
        };
        this.alerts = [...this.alerts.filter((alert) => alert.factId !== factId), raised];
      }
      const name = (branch?: string): string => (branch === undefined ? rule.id : `${rule.id} ${branch}`);
      return [
        ...decision.withdraw.map(({ alert, reason }) => `${name(alert.branch)} withdrawn ${reason}`),
        ...decision.raise.map(({ branch }) => `${name(branch)} raised`),
      ];
    });
  }

  /** An officer closes everything that is open. */
  resolve(): void {
    this.alerts = this.alerts.map((alert) => (alert.isOpen ? { ...alert, isOpen: false, isResolved: true } : alert));
  }
}

const standingIn = (facts: readonly TestFact[], ref: FactReference): Standing | null => {
  const fact = facts.find((each) => isSameFact(each.ref, ref));
  return fact ? { version: fact.ref.version ?? '1', change: fact.change, isReal: fact.change === 'stated' && fact.byTimer !== true } : null;
};
