import { Inject, Injectable } from '@nestjs/common';
import { choiceOn, IdentityLink, legalDayOf, mayHold, settingOn, type Day, type Member, type StatedValues } from '@timpora/contracts';
import { Clock, Exchange, UnitOfWork, ownCaller, statedValues, type Transaction } from '@timpora/exchange';
import type { Logger } from '@timpora/observing';
import {
  decide,
  isAbout,
  perhapsTheSamePerson,
  rulesOf,
  settleHours,
  type Decision,
  type Judgement,
  type On,
  type Rule,
} from '@timpora/rules';
import type { EntityManager } from 'typeorm';

import type { View } from '../reading/kinds.js';
import { LOGGER, VIEW } from '../tokens.js';
import { markOthers } from './alike.sql.js';
import { Freshness } from './freshness.js';
import { forgetGone, knownOf, noteGone, type Known } from './judged.sql.js';
import { alertIdOf, raiseAlert, withdrawAlert } from './raise-alert.js';
import type { Comparing } from './suspicions.js';
import { keepWaiting, type WaitingAlert } from './waiting.sql.js';

/** A rule that is retired is asked nothing, not even one that fails. */
const nothingFound: Judgement = { findings: [], nextLook: null };

/** The name by which looks at residents are asked for. */
export const followingRules = 'rules';

/** A rule that fails is tried again after so long, domain time; the others go on meanwhile. */
const retryAfterMs = 60_000;

/**
 * The rules that a member follows: those of which it may hold everything that they read. A rule that cannot see what would explain a finding would
 * find too much.
 */
export const rulesFollowedBy = ({ member, catalogue }: View): readonly Rule[] =>
  rulesOf(member).filter(({ reads }) =>
    reads.every((kind) => {
      const fact = catalogue.factByKind.get(kind);
      return fact !== undefined && mayHold(catalogue, member, fact);
    }),
  );

/** Kinds whose change calls for a look. Who is found to be one person is looked at as one. */
export const kindsJudgedBy = (view: View): readonly string[] => {
  const kinds = rulesFollowedBy(view).flatMap(({ reads, asks = [] }) => [...reads, ...asks]);
  return kinds.length === 0 ? [] : [...new Set([...kinds, IdentityLink.kind])];
};

export const onDay = (today: Day, stated: StatedValues = []): On => ({
  today,
  settings: { number: (name) => settingOn(name, today, stated), choice: (name) => choiceOn(name, today, stated) },
});

interface Looking {
  readonly known: Known;
  /** What would be known of those whom open alerts are about, if no reference were linked to another. */
  readonly unlinked: readonly Known[];
  readonly subjectRef: string;
  readonly on: On;
  readonly nowMs: number;
}

interface Decided {
  readonly rule: Rule;
  readonly decision: Decision;
}

/** Judges one resident by the rules of this agency: raises alerts, and takes back those that hold no more. */
@Injectable()
export class FollowRules {
  private readonly rules: readonly Rule[];

  constructor(
    private readonly exchange: Exchange<Member>,
    private readonly freshness: Freshness,
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
    @Inject(VIEW) private readonly view: View,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.rules = rulesFollowedBy(view);
  }

  /** @returns when to look again although nothing changed */
  async react(db: EntityManager, subjectRef: string): Promise<string | null> {
    const [nowMs, on] = [this.clock.domainMs(), onDay(this.clock.legalDay(), await statedValues(db))];
    const comparing = this.comparing(on);
    const known = await knownOf(db, this.view, { subjectRef, comparing });
    const unlinked = await this.unlinked(db, known, comparing);
    const looking: Looking = { known, unlinked, subjectRef, on, nowMs };
    const decisions = await this.decideAll(looking);
    await this.carryOut(looking, decisions);
    const all = decisions.map(({ decision }) => decision);
    await forgetGone(
      db,
      decisions.flatMap(({ rule, decision }) => decision.raise.map((finding) => alertIdOf(this.view.member, rule, finding))),
    );
    await noteGone(
      db,
      all.flatMap(({ gone }) => gone.map(({ factId }) => factId)),
    );
    const waiting = decisions.flatMap(({ rule, decision }) => waitingIn(rule, decision, looking));
    if (known.isWaiting || waiting.length > 0) await keepWaiting(db, [...known.references, subjectRef], waiting);
    await markOthers(db, known.others);
    const looks = all.flatMap(({ nextLookMs }) => nextLookMs ?? []);
    return looks.length === 0 ? null : new Date(Math.min(...looks)).toISOString();
  }

  /** Who is not heard is asked only where something would be raised, which is seldom. */
  private async decideAll(looking: Looking): Promise<readonly Decided[]> {
    const decisions = this.rules.map((rule) => ({ rule, decision: this.decide(rule, looking) }));
    if (decisions.every(({ decision }) => decision.raise.length === 0)) return decisions;
    const silent = await this.freshness.silentOwners(this.rules, looking.on);
    return decisions.map((each) =>
      each.decision.raise.length === 0 ? each : { ...each, decision: this.decide(each.rule, looking, silent(each.rule)) },
    );
  }

  private comparing({ settings }: On): Comparing | null {
    if (!this.rules.includes(perhapsTheSamePerson)) return null;
    const dayOf = (systemMs: number): Day => legalDayOf(new Date(this.clock.domainMsOf(systemMs)).toISOString());
    return { nameDistance: settings.number('identity.name-distance'), dayOf };
  }

  private async unlinked(db: EntityManager, known: Known, comparing: Comparing | null): Promise<readonly Known[]> {
    if (known.links.length === 0) return [];
    const references = known.alerts.flatMap(({ isOpen, anchor }) => (isOpen ? (known.subjectOf(anchor) ?? []) : []));
    const alone: Known[] = [];
    for (const subjectRef of new Set(references)) alone.push(await knownOf(db, this.view, { subjectRef, isAlone: true, comparing }));
    return alone;
  }

  /** A fault in one rule stops no other. */
  private decide(rule: Rule, looking: Looking, waitingFor: readonly string[] = []): Decision {
    try {
      return this.judge(rule, looking, waitingFor);
    } catch {
      this.log.error('rule.failed', { code: rule.id });
      this.exchange.alarm('rule-fails', rule.id);
      return { raise: [], withdraw: [], waiting: [], waitingFor: [], gone: [], nextLookMs: looking.nowMs + retryAfterMs };
    }
  }

  private judge(rule: Rule, { known, unlinked, on, nowMs }: Looking, waitingFor: readonly string[]): Decision {
    const arrivalMs = known.newestArrivalMs(rule.reads);
    const isRetired = on.settings.choice('rules.retired').split(' ').includes(rule.id);
    return decide({
      judgement: isRetired ? nothingFound : rule.judge(known.facts, on),
      isRetired,
      alerts: known.alerts.filter((alert) => alert.rule === rule.id),
      nowMs,
      settleMs: on.settings.number(settleHours(rule)) * 3_600_000,
      newestArrivalMs: arrivalMs === null ? null : this.clock.domainMsOf(arrivalMs),
      waitingFor,
      standingOf: (ref) => known.standingOf(ref),
      linkEnding: (alert) =>
        unlinked.some(({ facts }) => rule.judge(facts, on).findings.some((finding) => isAbout(finding)(alert)))
          ? (known.links[0] ?? null)
          : null,
      wasFollowed: (anchor) =>
        known.alerts.some((alert) => alert.rule === rule.follows && alert.isOpen && alert.anchor.factId === anchor.factId),
    });
  }

  /** Alerts are facts: stated in a transaction of their own, which may come again when this look does not end; twice is once. */
  private async carryOut(looking: Looking, decisions: readonly Decided[]): Promise<void> {
    const raised = decisions.flatMap(({ rule, decision }) => decision.raise.map((finding) => ({ rule, finding })));
    const withdrawals = decisions.flatMap(({ decision }) => decision.withdraw);
    if (raised.length + withdrawals.length === 0) return;
    const { subjectRef, known, on, nowMs } = looking;
    const common = { member: this.view.member, facts: known.facts, today: on.today, now: new Date(nowMs).toISOString() };
    await this.unitOfWork.run(ownCaller(followingRules), async (tx: Transaction<Member>) => {
      for (const withdrawal of withdrawals) await withdrawAlert(tx, withdrawal);
      for (const each of raised)
        await raiseAlert(tx, { ...common, ...each, subjectRef: known.subjectOf(each.finding.anchor) ?? subjectRef });
    });
  }
}

const waitingIn = (rule: Rule, { waiting, waitingFor }: Decision, { known, subjectRef }: Looking): readonly WaitingAlert[] =>
  waiting.map(({ anchor, branch, since }) => ({
    ...{ ruleId: rule.id, branch: branch ?? null, subjectRef: known.subjectOf(anchor) ?? subjectRef, waitingFor, conditionSince: since },
    anchor: { kind: anchor.kind, factId: anchor.factId, owner: anchor.owner ?? '' },
  }));
