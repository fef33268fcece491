import { mayHold, mayState, type Catalogue } from './catalogue.js';
import { fieldsOf } from './body.js';
import type { AnyFact, SearchedAs } from './facts.js';
import type { JsonSchema } from './json-schema.js';
import type { Member } from './members.js';

/** A typed SQL view of one kind, and the indexes of its searched fields. */
export interface View {
  readonly name: string;
  readonly create: string;
  readonly indexes: readonly { readonly name: string; readonly create: string }[];
}

const snake = (name: string): string => name.replace(/-/g, '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Dates go through `iso_date`: a plain cast to date is not immutable, so PostgreSQL would refuse to index it. */
function columnOf(name: string, { type, format }: JsonSchema): string {
  if (format === 'date') return `iso_date(body->>'${name}')`;
  if (format === 'uuid') return `(body->>'${name}')::uuid`;
  if (type === 'boolean') return `(body->>'${name}')::boolean`;
  if (type === 'integer') return `(body->>'${name}')::bigint`;
  return type === 'array' || type === 'object' ? `body->'${name}'` : `body->>'${name}'`;
}

/** The one spelling of a search, for the index, the view and the query: PostgreSQL uses an expression index only for the same expression. */
export function searchExpression(field: string, how: SearchedAs): string {
  if (how === 'contains') return `search_text(body->>'${field}')`;
  if (how === 'points-to') return `(body #>> '{${field},factId}')`;
  return how === 'range' ? `iso_date(body->>'${field}')` : `(body->>'${field}')`;
}

const indexOf = (fact: AnyFact, field: string, how: SearchedAs): { name: string; create: string } => {
  const name = `fact_${snake(fact.kind)}_${snake(field)}`;
  const key = how === 'contains' ? `using gin (${searchExpression(field, how)} gin_trgm_ops)` : `(${searchExpression(field, how)})`;
  return { name, create: `create index if not exists ${name} on fact ${key} where kind = '${fact.kind}'` };
};

/** Of the expression by which `heldWith` asks: a name is the same in any case and composition. */
const sameIndexOf = (fact: AnyFact, field: string): { name: string; create: string } => {
  const name = `fact_${snake(fact.kind)}_${snake(field)}_same`;
  const key = searchExpression(field, fact.searched[field] === 'contains' ? 'contains' : 'equals');
  return { name, create: `create index if not exists ${name} on fact (${key}) where ${ofKindApart(fact.kind)}` };
};

/**
 * A kind, said so that no index of its searched fields is thought of. While PostgreSQL has no statistics of a kind, it takes any of these for empty,
 * and reads all of the kind where one fact is wanted.
 */
export const ofKindApart = (kind: string): string => `kind || '' = '${kind}'`;

/** View and indexes of one kind, generated with the same expressions. Retracted facts are not in the view. */
export function viewOf(fact: AnyFact): View {
  const fields = [...fieldsOf(fact.body)].filter(([field]) => field !== fact.subject);
  const columns = fields.map(([field, { schema }]) => `${columnOf(field, schema)} as ${snake(field)}`);
  const searches = Object.entries(fact.searched)
    .filter(([, how]) => how === 'contains')
    .map(([field, how]) => `${searchExpression(field, how)} as ${snake(field)}_search`);
  const envelope = ['fact_id', 'issuer', 'version', 'subject_ref', 'event', 'occurred_at', 'recorded_at', 'known_at'];
  const name = snake(fact.kind);
  return {
    name,
    create: `create view ${name} as select ${[...envelope, ...columns, ...searches].join(', ')} from fact where kind = '${fact.kind}' and change <> 'retracted'`,
    indexes: Object.entries(fact.searched).map(([field, how]) => indexOf(fact, field, how)),
  };
}

/**
 * Who is one person, computed from the set of valid facts that merge references, so it never matters in which order they arrive: `aliases_of` a
 * reference are all that are the same person, itself included; `canonical_of` them is the one that nobody merges into another, the smallest where
 * there are several or none. `alias` is the table of both, for every reference that is in a merge. `in_merge` says whether a reference is: in a
 * `from` it becomes part of the statement, two look-ups in indexes, where the others cost a tenth of a millisecond a call.
 */
export function aliasesOf(catalogue: Catalogue, member: Member): readonly { readonly name: string; readonly create: string }[] {
  const merging = catalogue.facts.find((fact) => fact.merges !== null && mayHold(catalogue, member, fact));
  const links = merging ? `l.kind = '${merging.kind}' and l.change <> 'retracted'` : 'false';
  const others = `l.body->'${merging?.merges ?? 'none'}'`;
  const merged = (ref: string): string => `from fact l where ${links} and ${others} @> to_jsonb(${ref}::text)`;
  const kept = `select m.ref::uuid from fact l, jsonb_array_elements_text(${others}) m (ref) where ${links}`;
  const index =
    merging && `create index if not exists fact_merged on fact using gin ((body->'${merging.merges}')) where kind = '${merging.kind}'`;
  return [
    ...(index ? [{ name: 'fact_merged', create: index }] : []),
    {
      name: 'aliases_of',
      create: `create or replace function aliases_of(ref uuid) returns setof uuid stable language sql as $$
        with recursive same (ref) as (
          select $1 union
          select o.ref from same s, lateral (select l.subject_ref as ref ${merged('s.ref')} union all ${kept} and l.subject_ref = s.ref) o
        ) select ref from same $$`,
    },
    {
      name: 'canonical_of',
      create: `create or replace function canonical_of(ref uuid) returns uuid stable language sql as $$
        select a.ref from aliases_of($1) a (ref) order by exists (select ${merged('a.ref')}), a.ref limit 1 $$`,
    },
    {
      name: 'in_merge',
      create: `create or replace function in_merge(ref uuid) returns setof boolean stable language sql as $$
        select exists (select ${merged('$1')}) or exists (select from fact l where ${links} and l.subject_ref = $1) $$`,
    },
    {
      name: 'alias',
      create: `create or replace view alias as select r.ref as subject_ref, canonical_of(r.ref) as canonical_ref
        from (select l.subject_ref as ref from fact l where ${links} union ${kept}) r`,
    },
  ];
}

/** The views of what a member may hold; a kind that it may not know has none. */
export const viewsOf = (catalogue: Catalogue, member: Member): readonly View[] =>
  catalogue.facts
    .filter((fact) => mayHold(catalogue, member, fact))
    .map((fact) => {
      const view = viewOf(fact);
      const ownIndexes = mayState(catalogue, member, fact) ? fact.toldApartBy.map((field) => sameIndexOf(fact, field)) : [];
      return { ...view, indexes: [...view.indexes, ...ownIndexes] };
    });
