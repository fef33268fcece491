import type { Settings } from '@timpora/config';
import { mayKnow, statersOf, topicOf, type AnyFact, type Catalogue, type Member } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import type { Alarms } from '../alarms.js';
import type { Clock } from '../clock.js';
import { difference } from '../protocol/difference.js';
import type { Leaf } from '../protocol/digest.js';
import type { FactDocument } from '../protocol/document.js';
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
import { documentsHeld, keepDocument, listIncidents, noteIncidents, type OtherContent } from './incidents.sql.js';

export interface AgreementParts {
  readonly db: DataSource;
  readonly settings: Settings;
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
    const { db, member, catalogue, onTold } = this.parts;
    const fact = catalogue.factByKind.get(kind);
    if (!fact || !mayKnow(who as Member, fact)) return;
    const expected = await expectedLeavesAt(db, { kind, topics: this.topicsOf(fact, member), streams }, buckets);
    if (!expected) return;
    const { lacking, contradicting, unknown } = difference(expected, leaves);
    const contradictions = leaves.filter(({ factId }) => contradicting.includes(factId));
    const awaited = await this.noteOthers(who, kind, [
      ...unknown.map((leaf): OtherContent => ({ ...leaf, reason: 'unknown' })),
      ...contradictions.map((leaf): OtherContent => ({ ...leaf, reason: 'contradicts' })),
    ]);
    await db.transaction(async (manager) => {
      for (const each of await currentDocuments(manager, member, { kind, factIds: lacking })) {
        const stream = { issuer: member, topic: each.topic, partition: each.partition };
        await tellAgain(manager, { ...stream, kind, factId: each.factId, version: each.version, text: each.document });
      }
    });
    onTold();
    // To state ours again takes the other content from its only holder: that waits until it is handed over.
    await this.stateOwnAgain(
      kind,
      contradictions.filter(({ documentHash }) => !awaited.has(documentHash)),
    );
  }

  /** Keeps what a member handed over for a person to decide on. Where it contradicts, ours can be stated again now: both are kept here. */
  async takeDocument(member: string, { text, document }: { readonly text: string; readonly document: FactDocument }): Promise<void> {
    const { kind, factId, version } = document;
    if (await keepDocument(this.parts.db, member, { text, document })) await this.stateOwnAgain(kind, [{ factId, version }]);
  }

  /** A newer version of ours is on its way already: to state that again would only repeat itself at every comparison until it arrives. */
  private async stateOwnAgain(kind: string, contradictions: readonly Pick<Leaf, 'factId' | 'version'>[]): Promise<void> {
    if (contradictions.length === 0) return;
    const { db, member, alarms, timers, clock, onTold } = this.parts;
    await db.transaction(async (manager) => {
      for (const each of await currentDocuments(manager, member, { kind, factIds: contradictions.map(({ factId }) => factId) })) {
        const stream = { issuer: member, topic: each.topic, partition: each.partition };
        if (contradictions.some(({ factId, version }) => factId === each.factId && version === each.version))
          await restate({ db: manager, alarms, timers, now: clock.instant() }, stream, each.document);
      }
    });
    onTold();
  }

  /**
   * Shows an operator what only a person can decide, and asks for the documents, so that both contents can be read.
   * @returns hashes of the documents that are still to come; one that has not come before the next comparison is not waited for
   */
  private async noteOthers(who: string, kind: string, contents: readonly OtherContent[]): Promise<ReadonlySet<string>> {
    if (contents.length === 0) return new Set();
    const { db, member, alarms, send, clock, settings } = this.parts;
    await noteIncidents(db, { member: who, kind }, contents);
    const open = (await listIncidents(db, member)).filter((each) => each.member === who && each.kind === kind);
    const unknown = open.filter(({ reason }) => reason === 'unknown').length;
    if (unknown > 0) alarms.raise('unknown-document', `${who}/${kind}`, { issuer: who, kind, count: unknown });
    const missing = open.filter(({ isHere }) => !isHere);
    const documents = missing.map(({ factId, documentHash }) => ({ factId, documentHash }));
    if (documents.length > 0)
      await send({ type: 'documents-wanted', member, to: who, kind, documents: documents.slice(0, documentsAtOnce) });
    // Half the time, so that the next comparison by schedule is never a little too early.
    const since = clock.systemMs() - settings.periods.agreementMs / 2;
    return new Set(missing.filter(({ foundAt }) => foundAt.getTime() > since).map(({ documentHash }) => documentHash));
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
