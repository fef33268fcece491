import { mayKnow, statersOf, topicOf, type AnyFact, type Catalogue, type Member } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import type { Alarms } from '../alarms.js';
import type { Clock } from '../clock.js';
import { difference } from '../protocol/difference.js';
import { restate } from '../sealing/settle-past.js';
import { tellAgain } from '../sealing/past.sql.js';
import type { Timer } from '../timing/timer.js';
import {
  documentsAtOnce,
  type AgreementMessage,
  type DocumentsWanted,
  type HoldingSaid,
  type LeavesSaid,
  type Verdict,
} from './agreement-messages.js';
import { currentDocuments, noteAgreed } from './agreement.sql.js';
import { expectedAt, expectedLeavesAt } from './expected.sql.js';
import { holdingOf, leavesIn } from './holding.sql.js';
import { documentsHeld, listIncidents, noteIncidents, type OtherContent } from './incidents.sql.js';

export interface AgreementParts {
  readonly db: DataSource;
  readonly member: Member;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly alarms: Alarms;
  readonly timers: readonly Timer[];
  readonly send: (message: AgreementMessage) => Promise<void>;
  /** Says a document where its owner alone hears it. */
  readonly handOver: (owner: Member, document: string) => Promise<void>;
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
    const addressee = 'to' in message ? message.to : message.issuer;
    if (addressee !== this.parts.member) return;
    switch (message.type) {
      case 'holding':
        return this.judge(message);
      case 'verdict':
        return this.takeVerdict(message);
      case 'leaves':
        return this.repair(message);
      case 'documents-wanted':
        return this.giveBack(message);
    }
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
    const { db, member, catalogue, alarms, timers, onTold, clock } = this.parts;
    const fact = catalogue.factByKind.get(kind);
    if (!fact || !mayKnow(who as Member, fact)) return;
    const expected = await expectedLeavesAt(db, { kind, topics: this.topicsOf(fact, member), streams }, buckets);
    if (!expected) return;
    const { lacking, contradicting, unknown } = difference(expected, leaves);
    const contradictions = leaves.filter(({ factId }) => contradicting.includes(factId));
    await this.noteOthers(who, kind, [
      ...unknown.map((leaf): OtherContent => ({ ...leaf, reason: 'unknown' })),
      ...contradictions.map((leaf): OtherContent => ({ ...leaf, reason: 'contradicts' })),
    ]);
    // A newer version of ours is on its way already: to state that again would only repeat itself at every comparison until it arrives.
    const contradicts = ({ factId, version }: { factId: string; version: number }): boolean =>
      contradictions.some((leaf) => leaf.factId === factId && leaf.version === version);
    await db.transaction(async (manager) => {
      for (const each of await currentDocuments(manager, member, { kind, factIds: [...lacking, ...contradicting] })) {
        const stream = { issuer: member, topic: each.topic, partition: each.partition };
        if (contradicts(each)) await restate({ db: manager, alarms, timers, now: clock.instant() }, stream, each.document);
        else if (lacking.includes(each.factId))
          await tellAgain(manager, { ...stream, kind, factId: each.factId, version: each.version, text: each.document });
      }
    });
    onTold();
  }

  /** Shows an operator what only a person can decide, and asks for the documents, so that both contents can be read. */
  private async noteOthers(who: string, kind: string, contents: readonly OtherContent[]): Promise<void> {
    if (contents.length === 0) return;
    const { db, member, alarms, send } = this.parts;
    await noteIncidents(db, { member: who, kind }, contents);
    const open = (await listIncidents(db, member)).filter((each) => each.member === who && each.kind === kind);
    const unknown = open.filter(({ reason }) => reason === 'unknown').length;
    if (unknown > 0) alarms.raise('unknown-document', `${who}/${kind}`, { issuer: who, kind, count: unknown });
    const documents = open.filter(({ isHere }) => !isHere).map(({ factId, documentHash }) => ({ factId, documentHash }));
    if (documents.length > 0)
      await send({ type: 'documents-wanted', member, to: who, kind, documents: documents.slice(0, documentsAtOnce) });
  }

  /** Whoever asks gets only what it stated itself. */
  private async giveBack({ member: owner, kind, documents }: DocumentsWanted): Promise<void> {
    for (const document of await documentsHeld(this.parts.db, { issuer: owner, kind }, documents))
      await this.parts.handOver(owner as Member, document);
  }

  private topicsOf(fact: AnyFact, issuer: Member): readonly string[] {
    const { catalogue } = this.parts;
    return catalogue.events.filter((event) => event.fact === fact).map((event) => topicOf(catalogue, event, issuer));
  }
}
