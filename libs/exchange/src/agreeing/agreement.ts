import { mayKnow, statersOf, topicOf, type AnyFact, type Catalogue, type Member } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import type { Alarms } from '../alarms.js';
import type { Clock } from '../clock.js';
import { difference } from '../protocol/difference.js';
import { restate } from '../sealing/settle-past.js';
import { tellAgain } from '../sealing/past.sql.js';
import type { AgreementMessage, HoldingSaid, LeavesSaid, Verdict } from './agreement-messages.js';
import { currentDocuments, noteAgreed, noteIncidents } from './agreement.sql.js';
import { expectedAt, expectedLeavesAt } from './expected.sql.js';
import { holdingOf, leavesIn } from './holding.sql.js';

export interface AgreementParts {
  readonly db: DataSource;
  readonly member: Member;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly send: (message: AgreementMessage) => Promise<void>;
  /** Something was put into the outbox. */
  readonly onTold: () => void;
}

/**
 * Shows that a member and an owner hold the same, and finds and repairs what differs. A member says what it holds at which positions; the owner
 * computes what that must be at exactly those positions, so that lag never looks like disagreement.
 */
export class Agreement {
  constructor(private readonly parts: AgreementParts) {}

  /** Says to every owner what is held of its facts. */
  async seek(): Promise<void> {
    const { db, member, catalogue, send } = this.parts;
    for (const fact of catalogue.facts.filter((each) => mayKnow(member, each))) {
      for (const issuer of statersOf(catalogue, fact).filter((stater) => stater !== member)) {
        const holding = await holdingOf(db, { issuer, kind: fact.kind, topics: this.topicsOf(fact, issuer) });
        await send({ type: 'holding', member, ...holding });
      }
    }
  }

  async onMessage(message: AgreementMessage): Promise<void> {
    const { member } = this.parts;
    if (message.type === 'holding' && message.issuer === member) return this.judge(message);
    if (message.type === 'verdict' && message.to === member) return this.takeVerdict(message);
    if (message.type === 'leaves' && message.issuer === member) return this.repair(message);
  }

  private async judge({ member: who, kind, streams, digest, buckets }: HoldingSaid): Promise<void> {
    const { db, member, catalogue, send } = this.parts;
    const fact = catalogue.factByKind.get(kind);
    if (!fact || !mayKnow(who as Member, fact)) return;
    const expected = await expectedAt(db, member, { kind, topics: this.topicsOf(fact, member), streams });
    const verdict = { type: 'verdict', member, to: who, kind } as const;
    if ('later' in expected) return send({ ...verdict, state: 'later', facts: 0, buckets: [] });
    const unequal =
      expected.digest === digest ? [] : expected.buckets.flatMap((bucket, number) => (bucket === buckets[number] ? [] : [number]));
    const state = expected.digest === digest ? 'equal' : 'unequal';
    await noteAgreed(db, { member: who, issuer: member, kind, state, facts: expected.facts });
    await send({ ...verdict, state, facts: expected.facts, buckets: unequal });
  }

  private async takeVerdict({ member: issuer, kind, state, facts, buckets }: Verdict): Promise<void> {
    const { db, member, catalogue, send } = this.parts;
    await noteAgreed(db, { member, issuer, kind, state, facts });
    const fact = catalogue.factByKind.get(kind);
    if (state !== 'unequal' || !fact || !mayKnow(member, fact)) return;
    const { streams, leaves } = await leavesIn(db, { issuer, kind, topics: this.topicsOf(fact, issuer as Member) }, buckets);
    await send({ type: 'leaves', member, issuer, kind, streams, buckets, leaves });
  }

  private async repair({ member: who, kind, streams, buckets, leaves }: LeavesSaid): Promise<void> {
    const { db, member, catalogue, alarms, onTold, clock } = this.parts;
    const fact = catalogue.factByKind.get(kind);
    if (!fact || !mayKnow(who as Member, fact)) return;
    const expected = await expectedLeavesAt(db, { kind, topics: this.topicsOf(fact, member), streams }, buckets);
    if (!expected) return;
    const { lacking, contradicting, unknown } = difference(expected, leaves);
    await noteIncidents(db, who, kind, unknown);
    if (unknown.length > 0) alarms.raise('unknown-document', `${who}/${kind}`, { issuer: who, kind, count: unknown.length });
    await db.transaction(async (manager) => {
      for (const each of await currentDocuments(manager, member, { kind, factIds: [...lacking, ...contradicting] })) {
        const stream = { issuer: member, topic: each.topic, partition: each.partition };
        if (contradicting.includes(each.factId)) await restate({ db: manager, alarms, now: clock.instant() }, stream, each.document);
        else await tellAgain(manager, { ...stream, kind, factId: each.factId, version: each.version, text: each.document });
      }
    });
    onTold();
  }

  private topicsOf(fact: AnyFact, issuer: Member): readonly string[] {
    const { catalogue } = this.parts;
    return catalogue.events.filter((event) => event.fact === fact).map((event) => topicOf(catalogue, event, issuer));
  }
}
