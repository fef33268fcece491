import { DomainError, refuseIf } from '@timpora/access';
import type { AnyFact, BodyOf, Event, EventStatedBy, FactStatedBy, Member, StatedValues } from '@timpora/contracts';
import type { EntityManager } from 'typeorm';

import { derivedId, newId } from '../ids.js';
import type { Change } from '../protocol/document.js';
import type { Caller } from './caller.js';
import { draftOf, type Circumstances, type Saying } from './draft.js';
import {
  findHeld,
  heldOfSubject,
  heldWith,
  lockCriteria,
  lockSubject,
  referencesOf,
  statedValues,
  type Criteria,
  type References,
} from './held-facts.sql.js';
import { applied, heldOf, sameBody, type Changes, type Held } from './held.js';
import { judge, type Pointer } from './invariants.js';
import { factNotFound, factNotOwn, factRetracted, keyReused, referenceTaken, versionMissing, versionStale } from './problems.js';
import { stateFacts, type StatedFact } from './state-facts.sql.js';
import { assertSubjects } from './subjects.js';
import type { Owner } from './unit-of-work.js';

export interface Drafting<Me extends Member> {
  readonly db: EntityManager;
  readonly owner: Owner<Me>;
  readonly caller: Caller;
}

type Statable<Me extends Member, F extends AnyFact> = Event<string, F> & EventStatedBy<Me>;

interface Touched {
  readonly fact: AnyFact;
  readonly factId: string;
  readonly subjectRef: string | null;
}

/** One command's changes: collected, and written in one statement when the command ends or reads. */
export class Transaction<Me extends Member> {
  private drafts: StatedFact[] = [];
  private ordinal = 0;
  private stated: StatedValues | null = null;
  /** Named by a client that did not say which version it read. */
  private readonly unread = new Set<string>();
  /** What this run drafted, and about whom. */
  private readonly touched: Touched[] = [];

  /** What it is kept from others until the transaction ends. */
  private readonly locked = new Set<string>();
  private readonly referencesBySubject = new Map<string, References>();

  constructor(private readonly drafting: Drafting<Me>) {}

  /**
   * The fact that the command is about, own facts only.
   * @throws {DomainError} `fact.not-found`; `version.stale` when the caller read another version
   */
  async get<F extends FactStatedBy<Me>>(fact: F, factId: string): Promise<Held<F>> {
    const held = await this.find(fact, factId);
    const { expectedVersion } = this.drafting.caller;
    if (!held) throw new DomainError(factNotFound);
    if (typeof expectedVersion === 'number' && held.version !== expectedVersion)
      throw new DomainError(versionStale, undefined, { version: String(held.version) });
    if (expectedVersion === null) this.unread.add(factId);
    return held;
  }

  /** An own fact by its id, or null. */
  find<F extends FactStatedBy<Me>>(fact: F, factId: string): Promise<Held<F> | null> {
    return this.findHeld({ fact, issuer: this.drafting.owner.member, factId });
  }

  /** A fact that this agency holds, whoever owns it, or null. */
  async findHeld<F extends AnyFact>({ fact, ...which }: Pointer<F>): Promise<Held<F> | null> {
    await this.flush();
    return findHeld(this.drafting.db, fact, which);
  }

  /**
   * What this agency holds of a kind about one resident, whoever owns it. Takes a lock on the resident, so that two commands about the same one
   * see each other; what is found so may be revised without a version from the client. What this very command created before, in a run that the database has forgotten, is left out: it is no obstacle.
   */
  async heldAbout<F extends AnyFact>(fact: F, subjectRef: string): Promise<readonly Held<F>[]> {
    await this.flush();
    await this.lockOnce(subjectRef, (db) => lockSubject(db, subjectRef));
    return this.withoutEarlierRun(fact, await heldOfSubject(this.drafting.db, fact, await this.references(subjectRef)));
  }

  /**
   * What this agency holds of a kind with these values, under a lock on them. The fields are named in code, never by a client.
   * As `heldAbout`, it leaves out what this very command created before.
   */
  async heldWith<F extends AnyFact>(fact: F, criteria: Criteria): Promise<readonly Held<F>[]> {
    await this.flush();
    await this.lockOnce(JSON.stringify([fact.kind, criteria]), (db) => lockCriteria(db, fact, criteria));
    const subjectRef = fact.subject === null ? undefined : criteria[fact.subject];
    const references = subjectRef === undefined ? null : await this.references(subjectRef);
    return this.withoutEarlierRun(fact, await heldWith(this.drafting.db, fact, { criteria, references }));
  }

  /** Settings and holidays as members stated them, for whoever reads a setting; read once. */
  async statedValues(): Promise<StatedValues> {
    return (this.stated ??= await statedValues(this.drafting.db));
  }

  /** A reference for a resident whom nobody knows yet. */
  newSubjectRef(): string {
    return this.derived('subject') ?? newId();
  }

  /**
   * States a new fact.
   * @throws {DomainError} `contract.broken`, `reference.taken`, `document.too-large`; when it is written `subject.not-known`, `subject.is-a-minor`, `subject.is-an-adult`
   */
  async state<F extends FactStatedBy<Me>>(event: Statable<Me, F>, body: BodyOf<F>, circumstances: Circumstances = {}): Promise<Held<F>> {
    const factId = circumstances.factId ?? this.derivedFactId(event.fact.kind, this.ordinal++) ?? newId();
    const known = (circumstances.factId ?? this.drafting.caller.idempotencyKey) ? await this.find(event.fact, factId) : null;
    if (known) return this.statedBefore<F>(known, body);
    const held = await this.draft<F>(event, { factId, version: 1, change: 'stated', body, circumstances });
    if (circumstances.ownReference !== undefined) await this.keepReference(event.fact, factId, circumstances.ownReference);
    return held;
  }

  /**
   * States that a fact changed in reality.
   * @throws {DomainError} `version.missing`, `version.stale`, `fact.retracted`, `contract.broken`
   */
  revise<F extends FactStatedBy<Me>>(
    event: Statable<Me, F>,
    held: Held<F>,
    change: Changes<BodyOf<F>>,
    circumstances: Circumstances = {},
  ): Promise<Held<F>> {
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

  /** Writes what is collected, and what follows from it. @returns whether the command stated anything */
  async finish(): Promise<boolean> {
    for (const consequence of this.drafting.owner.consequences) {
      const touched = this.touched.filter(({ fact }) => consequence.facts.includes(fact));
      for (const subjectRef of new Set(touched.flatMap((each) => each.subjectRef ?? []))) await consequence.follow?.(this, subjectRef);
      for (const { factId, subjectRef } of touched) if (subjectRef === null) await consequence.followFact?.(this, factId);
    }
    await this.flush();
    return this.touched.length > 0;
  }

  private withoutEarlierRun<F extends AnyFact>(fact: F, held: readonly Held<F>[]): readonly Held<F>[] {
    if (held.length === 0) return held;
    const mine = this.derivedFactId(fact.kind, 0);
    const isOfThisRun = this.touched.some(({ factId }) => factId === mine);
    return held.filter(({ factId }) => factId !== mine || isOfThisRun);
  }

  private async next<F extends FactStatedBy<Me>>(
    event: Statable<Me, F>,
    held: Held<F>,
    says: { change: Change; body: BodyOf<F> | null; circumstances: Circumstances; reason?: string },
  ): Promise<Held<F>> {
    if (held.issuer !== this.drafting.owner.member) throw new DomainError(factNotOwn);
    if (held.change === 'retracted') throw new DomainError(factRetracted);
    if (this.unread.has(held.factId)) throw new DomainError(versionMissing);
    if (this.drafts.some(({ event: { factId } }) => factId === held.factId)) await this.flush();
    return this.draft<F>(event, { ...says, factId: held.factId, version: held.version + 1, subjectRef: held.subjectRef });
  }

  private async draft<F extends AnyFact>(event: Event<string, F>, says: Saying): Promise<Held<F>> {
    const drafted = draftOf(this.drafting.owner, event, says);
    await this.assertInvariants(event.fact, says);
    this.drafts.push(drafted);
    this.touched.push({ fact: event.fact, factId: says.factId, subjectRef: drafted.event.subjectRef });
    return heldOf<F>(drafted.event);
  }

  private async assertInvariants(fact: AnyFact, { factId, body }: Saying): Promise<void> {
    const { invariants, clock, member } = this.drafting.owner;
    if (body === null) return;
    const { problem, claims, asked, beside } = judge(invariants, {
      fact,
      body,
      today: clock.legalDay(),
      stated: await this.statedValues(),
    });
    refuseIf(problem);
    for (const { pointer, problemWith } of asked) refuseIf(problemWith(await this.findHeld(pointer)));
    for (const problemBeside of beside) refuseIf(problemBeside((await this.ownOthers(fact, factId)).map((other) => other.body)));
    for (const { criteria, taken, clashes } of claims) {
      const others = await this.heldWith(fact, criteria);
      const holder = others.find((other) => other.issuer === member && other.factId !== factId && clashes(other.body));
      if (holder)
        throw new DomainError(taken, undefined, { factId: holder.factId, ...(holder.subjectRef && { subjectRef: holder.subjectRef }) });
    }
  }

  private async ownOthers(fact: AnyFact, factId: string): Promise<readonly Held[]> {
    const held = await this.heldWith(fact, {});
    return held.filter((each) => each.issuer === this.drafting.owner.member && each.factId !== factId);
  }

  /** Under the lock on the person, so they stay these; unless this very command says that others are the same person. */
  private async references(subjectRef: string): Promise<References> {
    const known = this.referencesBySubject.get(subjectRef) ?? (await referencesOf(this.drafting.db, subjectRef));
    this.referencesBySubject.set(subjectRef, known);
    return known;
  }

  private async lockOnce(what: string, lock: (db: EntityManager) => Promise<unknown>): Promise<void> {
    if (this.locked.has(what)) return;
    await lock(this.drafting.db);
    this.locked.add(what);
  }

  private async flush(): Promise<void> {
    const { drafts } = this;
    if (drafts.length === 0) return;
    this.drafts = [];
    if (this.touched.some(({ fact }) => fact.merges !== null)) this.referencesBySubject.clear();
    const { db, owner } = this.drafting;
    await assertSubjects(db, { catalogue: owner.catalogue, today: owner.clock.legalDay() }, drafts);
    await stateFacts(db, drafts);
  }

  private async keepReference(fact: AnyFact, factId: string, reference: string): Promise<void> {
    const kept = await this.drafting.db.query<{ fact_id: string }[]>(
      `insert into own_reference as known (kind, reference, fact_id)
       select kind, reference, "factId" from json_to_recordset($1::json) as r (kind text, reference text, "factId" uuid) order by kind, reference
       on conflict (kind, reference) do update set fact_id = known.fact_id where known.fact_id = excluded.fact_id returning fact_id`,
      [JSON.stringify([{ kind: fact.kind, reference, factId }])],
    );
    if (!kept.some((row) => row.fact_id === factId)) throw new DomainError(referenceTaken);
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
    return caller.idempotencyKey === null
      ? null
      : derivedId(owner.idSecret, caller.subject, caller.command, caller.idempotencyKey, ...parts);
  }
}
