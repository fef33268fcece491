import { DomainError } from '@timpora/access';
import { brokenRules, mayState, topicOf, type AnyEvent, type AnyFact, type Member } from '@timpora/contracts';

import { newId } from '../ids.js';
import { sha256 } from '../protocol/chain.js';
import { maxDocumentBytes, writeDocument, type Change, type FactDocument } from '../protocol/document.js';
import { looksOf } from '../timing/timer.js';
import { contractBroken, documentTooLarge, factNotOwn } from './problems.js';
import type { StatedFact } from './state-facts.sql.js';
import type { Owner } from './unit-of-work.js';

/** What may be said with a statement besides the body. */
export interface Circumstances {
  /** When it happened, RFC 3339 UTC; now when absent. */
  readonly occurredAt?: string;
  /** The stating system's own number for the fact; stays here. */
  readonly ownReference?: string;
  /** A timer or rule gives its facts ids of its own (UUIDv5 of rule and cause). */
  readonly factId?: string;
  /** The event or fact that led to this one. */
  readonly causationId?: string;
}

/** What a new version of a fact says. */
export interface Saying {
  readonly factId: string;
  readonly version: number;
  readonly change: Change;
  /** Null in a retraction. */
  readonly body: object | null;
  readonly circumstances: Circumstances;
  readonly reason?: string;
  /** Of the version before, for a retraction, whose body is gone. */
  readonly subjectRef?: string | null;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * The document of a new version, ready to be written. Whatever could not be sent later is refused now, before anything is committed.
 * @throws {DomainError} `fact.not-own`, `contract.broken`, `document.too-large`
 */
export function draftOf<Me extends Member>(owner: Owner<Me>, event: AnyEvent, says: Saying): StatedFact {
  if (!mayState(owner.catalogue, owner.member, event.fact)) throw new DomainError(factNotOwn);
  const body = says.body as Body | null;
  if (body) assertContract(event.fact, body, owner.clock.legalDay());
  const document = documentOf(owner, event, says);
  const text = writeDocument(document);
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > maxDocumentBytes) throw new DomainError(documentTooLarge);
  const topic = topicOf(owner.catalogue, event, owner.member);
  const partition = partitionOf(says.factId, event.partitions);
  return { event: document, topic, partition, document: text, documentHash: sha256(bytes), looks: looksOf(owner.timers, document) };
}

function documentOf<Me extends Member>({ member, clock }: Owner<Me>, { type, fact }: AnyEvent, says: Saying): FactDocument {
  const now = clock.instant();
  const { circumstances, subjectRef = null, reason = null, factId, version, change } = says;
  const { occurredAt = now, causationId = null } = circumstances;
  const body = says.body as Body | null;
  return {
    ...{ id: newId(), issuer: member, type, occurredAt, recordedAt: clock.systemInstant() },
    ...{ subjectRef: subjectIn(fact, body) ?? subjectRef, kind: fact.kind, factId, version },
    ...{ change, reason, causationId, body },
  };
}

const subjectIn = ({ subject }: AnyFact, body: Body | null): string | undefined =>
  subject ? (body?.[subject] as string | undefined) : undefined;

function assertContract(fact: AnyFact, body: Body, today: string): void {
  const schema = fact.checkStated(body);
  const errors = schema.length > 0 ? schema : brokenRules(fact, body, today);
  if (errors.length > 0)
    throw new DomainError(contractBroken, undefined, { errors: errors.map(({ path, message }) => `${path} ${message}`) });
}

/** Computed when stated and sent explicitly: a client's partitioner would send the key elsewhere after partitions are added. */
const partitionOf = (factId: string, partitions: number): number => (partitions === 1 ? 0 : parseInt(factId.slice(-8), 16) % partitions);
