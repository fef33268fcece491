import { DomainError } from '@timpora/access';
import { brokenDates, mayState, topicOf, type AnyFact, type BodyOf, type Event, type EventStatedBy, type FactStatedBy, type Member } from '@timpora/contracts';
import type { EntityManager } from 'typeorm';

import { derivedId, newId } from '../ids.js';
import { maxDocumentBytes, writeDocument, type Change, type FactDocument } from '../protocol/document.js';
import { sha256 } from '../protocol/chain.js';
import type { Caller } from './caller.js';
import { findHeld, heldOfSubject, heldWith, type Criteria } from './held-facts.sql.js';
import { heldOf, type Held } from './held.js';
import { contractBroken, documentTooLarge, factNotFound, factNotOwn, factRetracted, keyReused, referenceTaken, versionMissing, versionStale } from './problems.js';
import { stateFacts, type StatedFact } from './state-facts.sql.js';
import type { Owner } from './unit-of-work.js';

export interface Drafting<Me extends Member> {
  readonly db: EntityManager;
  readonly owner: Owner<Me>;
  readonly caller: Caller;
}

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

type Statable<Me extends Member, F extends AnyFact> = Event<string, F> & EventStatedBy<Me>;

/** One command's changes: collected, and written in one statement when the command ends or reads. */
export class Transaction<Me extends Member> {
  private drafts: StatedFact[] = [];
  private ordinal = 0;
  private versionIsChecked: boolean;
  private hasStated = false;

  constructor(private readonly drafting: Drafting<Me>) {
    this.versionIsChecked = drafting.caller.expectedVersion === 'any';
  }

  /**
   * The fact that the command is about, own facts only.
   * @throws {DomainError} `fact.not-found`; `version.stale` when the caller read another version
   */
  async get<F extends FactStatedBy<Me>>(fact: F, factId: string): Promise<Held<F>> {
    const held = await this.find(fact, factId);
    const { expectedVersion } = this.drafting.caller;
    if (!held) throw new DomainError(factNotFound);
    if (typeof expectedVersion === 'number' && held.version !== expectedVersion) throw new DomainError(versionStale, undefined, { version: String(held.version) });
    if (expectedVersion !== null) this.versionIsChecked = true;
    return held;
  }

  /** An own fact by its id, or null. */
  async find<F extends FactStatedBy<Me>>(fact: F, factId: string): Promise<Held<F> | null> {
    await this.flush();
    return findHeld(this.drafting.db, fact, { issuer: this.drafting.owner.member, factId });
  }

  /**
   * What this agency holds of a kind about one resident, whoever owns it. Takes a lock on the resident, so that two commands about the same one
   * see each other. What this very command created before, in a run that the database has forgotten, is left out: it is no obstacle.
   */
  async heldAbout<F extends AnyFact>(fact: F, subjectRef: string): Promise<readonly Held<F>[]> {
    await this.flush();
    await this.drafting.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [subjectRef]);
    const held = await heldOfSubject(this.drafting.db, fact, subjectRef);
    const mine = this.derivedFactId(fact.kind, 0);
    return held.filter(({ factId }) => factId !== mine);
  }

  /**
   * What this agency holds of a kind with these values, under a lock on them. The fields are named in code, never by a client.
   * As `heldAbout`, it leaves out what this very command created before.
   */
  async heldWith<F extends AnyFact>(fact: F, criteria: Criteria): Promise<readonly Held<F>[]> {
    await this.flush();
    await this.drafting.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [JSON.stringify([fact.kind, criteria])]);
    const mine = this.derivedFactId(fact.kind, 0);
    return (await heldWith(this.drafting.db, fact, criteria)).filter(({ factId }) => factId !== mine);
  }

  /** A reference for a resident whom nobody knows yet. */
  newSubjectRef(): string {
    return this.derived('subject') ?? newId();
  }

  /**
   * States a new fact.
   * @throws {DomainError} `contract.broken`, `reference.taken`, `document.too-large`
   */
  async state<F extends FactStatedBy<Me>>(event: Statable<Me, F>, body: BodyOf<F>, circumstances: Circumstances = {}): Promise<Held<F>> {
    const factId = circumstances.factId ?? this.derivedFactId(event.fact.kind, this.ordinal++) ?? newId();
    const known = circumstances.factId ?? this.drafting.caller.idempotencyKey ? await this.find(event.fact as F, factId) : null;
    if (known) return this.statedBefore<F>(known, body);
    const held = this.draft<F>(event, { factId, version: 1, change: 'stated', body, circumstances });
    if (circumstances.ownReference !== undefined) await this.keepReference(event.fact, factId, circumstances.ownReference);
    return held;
  }

  /**
   * States that a fact changed in reality.
   * @throws {DomainError} `version.missing`, `version.stale`, `fact.retracted`, `contract.broken`
   */
  revise<F extends FactStatedBy<Me>>(event: Statable<Me, F>, held: Held<F>, change: Changes<BodyOf<F>>, circumstances: Circumstances = {}): Promise<Held<F>> {
    return this.next<F>(event, held, { change: 'stated', body: applied(held.body as BodyOf<F>, change), circumstances });
  }

  /** States that a fact had been told wrongly: a higher version of the same event that it repairs. */
  correct<F extends FactStatedBy<Me>>(event: Statable<Me, F>, held: Held<F>, body: BodyOf<F>): Promise<Held<F>> {
    return this.next<F>(event, held, { change: 'corrected', body, circumstances: {} });
  }

  /** Takes a fact back. Id, version and reason stay for ever; only the body goes. */
  retract<F extends FactStatedBy<Me>>(event: Statable<Me, F>, held: Held<F>, reason: string): Promise<Held<F>> {
    return this.next<F>(event, held, { change: 'retracted', body: null, circumstances: {}, reason });
  }

  /** Writes what is collected. @returns whether the command stated anything */
  async finish(): Promise<boolean> {
    await this.flush();
    return this.hasStated;
  }

  private async next<F extends FactStatedBy<Me>>(
    event: Statable<Me, F>,
    held: Held<F>,
    says: { change: Change; body: BodyOf<F> | null; circumstances: Circumstances; reason?: string },
  ): Promise<Held<F>> {
    if (held.issuer !== this.drafting.owner.member) throw new DomainError(factNotOwn);
    if (held.change === 'retracted') throw new DomainError(factRetracted);
    if (!this.versionIsChecked) throw new DomainError(versionMissing);
    if (this.drafts.some(({ event: { factId } }) => factId === held.factId)) await this.flush();
    return this.draft<F>(event, { ...says, factId: held.factId, version: held.version + 1, subjectRef: held.subjectRef });
  }

  private draft<F extends AnyFact>(
    event: Event<string, F>,
    says: { factId: string; version: number; change: Change; body: BodyOf<F> | null; circumstances: Circumstances; reason?: string; subjectRef?: string | null },
  ): Held<F> {
    const { owner } = this.drafting;
    if (!mayState(owner.catalogue, owner.member, event.fact)) throw new DomainError(factNotOwn);
    const body = says.body as Readonly<Record<string, unknown>> | null;
    if (body) assertContract(event.fact, body, owner.clock.legalDay());
    const subject = event.fact.subject && body ? ((body[event.fact.subject] as string | undefined) ?? null) : (says.subjectRef ?? null);
    const now = owner.clock.instant();
    const document: FactDocument = {
      id: newId(),
      issuer: owner.member,
      type: event.type,
      occurredAt: says.circumstances.occurredAt ?? now,
      recordedAt: now,
      subjectRef: subject,
      kind: event.fact.kind,
      factId: says.factId,
      version: says.version,
      change: says.change,
      reason: says.reason ?? null,
      causationId: says.circumstances.causationId ?? null,
      body,
    };
    const text = writeDocument(document);
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > maxDocumentBytes) throw new DomainError(documentTooLarge);
    const topic = topicOf(owner.catalogue, event, owner.member);
    this.drafts.push({ event: document, topic, partition: partitionOf(says.factId, event.partitions), document: text, documentHash: sha256(bytes) });
    return heldOf<F>(document);
  }

  private async flush(): Promise<void> {
    const { drafts } = this;
    if (drafts.length === 0) return;
    this.drafts = [];
    this.hasStated = true;
    await stateFacts(this.drafting.db, drafts);
  }

  private async keepReference(fact: AnyFact, factId: string, reference: string): Promise<void> {
    const taken = await this.drafting.db.query<unknown[]>(
      'insert into own_reference (kind, reference, fact_id) values ($1, $2, $3) on conflict (kind, reference) do update set fact_id = own_reference.fact_id where own_reference.fact_id = $3 returning 1',
      [fact.kind, reference, factId],
    );
    if (taken.length === 0) throw new DomainError(referenceTaken);
  }

  /** The command ran before, in a past that this database has lost and heard of again. */
  private statedBefore<F extends AnyFact>(known: Held<F>, body: BodyOf<F>): Held<F> {
    if (known.version === 1 && !sameBody(known.body, body)) throw new DomainError(keyReused);
    return known;
  }

  private derivedFactId(kind: string, ordinal: number): string | null {
    return this.derived('fact', kind, String(ordinal));
  }

  private derived(...parts: readonly string[]): string | null {
    const { caller, owner } = this.drafting;
    return caller.idempotencyKey === null ? null : derivedId(owner.idSecret, caller.subject, caller.command, caller.idempotencyKey, ...parts);
  }
}

/** Fields to set; `undefined` takes a field away. */
export type Changes<Body> = { readonly [F in keyof Body]?: Body[F] | undefined };

function applied<Body extends object>(body: Body, change: Changes<Body>): Body {
  return Object.fromEntries(Object.entries({ ...body, ...change }).filter(([, value]) => value !== undefined)) as Body;
}

function assertContract(fact: AnyFact, body: Readonly<Record<string, unknown>>, today: string): void {
  const schema = fact.checkStated(body);
  const errors = schema.length > 0 ? schema : brokenDates(fact, body, today);
  if (errors.length > 0) throw new DomainError(contractBroken, undefined, { errors: errors.map(({ path, message }) => `${path} ${message}`) });
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)])) : value;

const sameBody = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Computed when stated and sent explicitly: a client's partitioner would send the key elsewhere after partitions are added. */
const partitionOf = (factId: string, partitions: number): number => (partitions === 1 ? 0 : parseInt(factId.slice(-8), 16) % partitions);
