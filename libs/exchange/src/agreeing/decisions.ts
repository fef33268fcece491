import { DomainError } from '@timpora/access';
import type { AnyEvent, Member } from '@timpora/contracts';
import type { DataSource, EntityManager } from 'typeorm';

import { mergeFacts, nothingToMerge } from '../applying/merge-facts.sql.js';
import { readDocument, type FactDocument } from '../protocol/document.js';
import { dropUnsealed, tellAgain } from '../sealing/past.sql.js';
import { draftOf } from '../stating/draft.js';
import { contentMissing, factRetracted, inDoubt, incidentNotFound, nothingToKeep } from '../stating/problems.js';
import { canBeStated, type StatedFact } from '../stating/state-facts.sql.js';
import type { Owner } from '../stating/unit-of-work.js';
import { currentDocuments } from './agreement.sql.js';
import { closeIncident, lockIncident, type ContentName } from './incidents.sql.js';

export interface DecisionsParts {
  readonly db: DataSource;
  readonly owner: Owner<Member>;
  /** Something was put into the outbox. */
  readonly onTold: () => void;
}

/** What an own fact says here and elsewhere, when a person decides between them. */
interface Contents {
  readonly own: FactDocument | null;
  /** Null while it has not been handed over. */
  readonly other: FactDocument | null;
  readonly otherVersion: number;
}

/** The version that stands after a decision; no content, because whoever decides reads none. */
export interface Decided {
  readonly kind: string;
  readonly factId: string;
  readonly version: string;
}

type Said = Pick<FactDocument, 'type' | 'change' | 'body' | 'reason' | 'subjectRef'> &
  Partial<Pick<FactDocument, 'occurredAt' | 'causationId'>>;

/**
 * A person decides what an own fact says, where no rule can: a document that only a member still knows, or two contents under one version. What is
 * decided is stated as the version after both, so every view comes to it.
 */
export class Decisions {
  constructor(private readonly parts: DecisionsParts) {}

  /** The other content is the fact. @throws {DomainError} `incident.not-found`, `incident.content-missing`, `fact.retracted`, `contract.broken`, `exchange.in-doubt` */
  adopt(which: ContentName): Promise<Decided> {
    return this.decide(which, 'adopted', ({ own, other }) => {
      if (!other) throw new DomainError(contentMissing);
      if (own?.change === 'retracted' && other.change !== 'retracted') throw new DomainError(factRetracted);
      return other;
    });
  }

  /** The own content is the fact. @throws {DomainError} `incident.not-found`, `incident.nothing-to-keep`, `exchange.in-doubt` */
  keep(which: ContentName): Promise<Decided> {
    return this.decide(which, 'kept', ({ own, otherVersion }) => {
      if (!own) throw new DomainError(nothingToKeep);
      return own.version > otherVersion ? null : own;
    });
  }

  /** There is no such fact: it is retracted everywhere. @throws {DomainError} `incident.not-found`, `exchange.in-doubt` */
  withdraw(which: ContentName, reason: string): Promise<Decided> {
    return this.decide(which, 'withdrawn', ({ own, other }) => {
      const { type, subjectRef } = own ?? other ?? { type: this.someEventOf(which.kind).type, subjectRef: null };
      return { type, subjectRef, change: 'retracted', reason, body: null };
    });
  }

  /** @param says what is to be stated; null when what stands already is right */
  private async decide(which: ContentName, decision: string, says: (contents: Contents) => Said | null): Promise<Decided> {
    const { db, owner, onTold } = this.parts;
    const { kind, factId } = which;
    const decided = await db.transaction(async (manager) => {
      if (!(await canBeStated(manager))) throw new DomainError(inDoubt);
      const incident = await lockIncident(manager, owner.member, which);
      if (!incident) throw new DomainError(incidentNotFound);
      const own = await this.ownDocument(manager, which);
      const said = says({ own, other: incident.document, otherVersion: incident.version });
      const version = Math.max(own?.version ?? 0, incident.version) + (said ? 1 : 0);
      if (said) await this.state(manager, this.draft(factId, version, said));
      await closeIncident(manager, which, decision);
      return { kind, factId, version: String(version) };
    });
    onTold();
    return decided;
  }

  private async ownDocument(db: EntityManager, { kind, factId }: ContentName): Promise<FactDocument | null> {
    const [row] = await currentDocuments(db, this.parts.owner.member, { kind, factIds: [factId] });
    const reading = row && readDocument(Buffer.from(row.document, 'utf8'));
    return reading && 'document' in reading ? reading.document : null;
  }

  private draft(factId: string, version: number, { type, occurredAt, causationId, ...said }: Said): StatedFact {
    const { owner } = this.parts;
    const event = owner.catalogue.eventByType.get(type);
    if (!event) throw new DomainError(contentMissing);
    const { reason, ...saying } = said;
    return draftOf(owner, event, {
      ...{ ...saying, factId, version },
      ...(reason !== null && { reason }),
      circumstances: { ...(occurredAt && { occurredAt }), ...(causationId && { causationId }) },
    });
  }

  private async state(db: EntityManager, { event, document: text, documentHash, looks, topic, partition }: StatedFact): Promise<void> {
    const stream = { issuer: event.issuer, topic, partition };
    await dropUnsealed(db, [event]);
    await mergeFacts(db, {
      ...nothingToMerge,
      facts: [{ document: event, text, documentHash, place: { ...stream, generation: null, sequence: null }, looks }],
    });
    await tellAgain(db, { ...stream, kind: event.kind, factId: event.factId, version: event.version, text });
  }

  /** A retraction bears the name of some event; of a fact whose content nobody has handed over, of any of its kind. */
  private someEventOf(kind: string): AnyEvent {
    const event = this.parts.owner.catalogue.events.find(({ fact }) => fact.kind === kind);
    if (!event) throw new DomainError(incidentNotFound);
    return event;
  }
}
