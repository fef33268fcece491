import type { DataSource } from 'typeorm';

import type { Invariant, Unique } from './invariants.js';

/** An own fact of somebody who has several references. */
export interface AliasedFact {
  readonly kind: string;
  readonly factId: string;
  readonly version: string;
  readonly subjectRef: string;
  /** The reference that stands for all. */
  readonly canonicalRef: string;
  readonly body: object;
}

/** Own facts of which only one could have been stated, had it been known that their residents are one. Its owner ends or corrects what is too much. */
export interface Clash {
  readonly subjectRef: string;
  readonly kind: string;
  /** Of the refusal that keeps a second one from being stated. */
  readonly code: string;
  readonly facts: readonly Pick<AliasedFact, 'factId' | 'version' | 'subjectRef'>[];
}

/** What a merge of references shows: an item of work, and no error. */
export const clashesAmong = (invariants: readonly Invariant[], facts: readonly AliasedFact[]): readonly Clash[] =>
  invariants.flatMap(({ fact, unique = [] }) =>
    unique.flatMap((each) => clashesBy(each, { subject: fact.subject ?? '', facts: facts.filter(({ kind }) => kind === fact.kind) })),
  );

function clashesBy(unique: Unique, { subject, facts }: { subject: string; facts: readonly AliasedFact[] }): readonly Clash[] {
  const claims = new Map(facts.map((each) => [each, claimOf(unique, subject, each)]));
  const groups = [...new Set(claims.values())].filter((claim) => claim !== null);
  return groups.flatMap((claim) => {
    const group = facts.filter((each) => claims.get(each) === claim);
    const clashing = group.filter((one) => group.some((other) => one !== other && clash(unique, one, other)));
    const [first] = clashing;
    return first ? [clashOf(unique, first, clashing)] : [];
  });
}

/** What a fact claims for its resident alone, whatever the reference; null when it claims nothing for one. */
function claimOf({ by }: Unique, subject: string, { body, canonicalRef }: AliasedFact): string | null {
  const criteria = by(body);
  return criteria?.[subject] === undefined ? null : JSON.stringify(Object.entries({ ...criteria, [subject]: canonicalRef }).sort());
}

const clash = ({ clashes }: Unique, one: AliasedFact, other: AliasedFact): boolean => clashes?.(one.body, other.body) ?? true;

const clashOf = ({ taken }: Unique, { canonicalRef, kind }: AliasedFact, facts: readonly AliasedFact[]): Clash => ({
  subjectRef: canonicalRef,
  kind,
  code: taken.code,
  facts: facts.map(({ factId, version, subjectRef }) => ({ factId, version, subjectRef })),
});

/** Own facts of residents with several references. */
export const aliasedFacts = (db: DataSource, member: string): Promise<AliasedFact[]> =>
  db.query<AliasedFact[]>(
    `select f.kind, f.fact_id as "factId", f.version::text as version, f.subject_ref as "subjectRef", a.canonical_ref as "canonicalRef", f.body
       from alias a join fact f on f.subject_ref = a.subject_ref where f.issuer = $1 and f.change <> 'retracted' order by f.fact_id`,
    [member],
  );
