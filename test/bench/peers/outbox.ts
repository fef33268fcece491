import pg from 'pg';

import { bodyOf, idOf } from '../facts.js';
import type { Author } from '../load.js';

export const schema = `
  create table if not exists fact (fact_id uuid primary key, version bigint not null, document text not null);
  create table if not exists outbox (id bigserial primary key, fact_id uuid not null, version bigint not null, document text not null);
  create table if not exists place (topic text, partition int, next bigint not null, primary key (topic, partition))`;

/** The document that ours would be, without chain and signature. */
function documentOf(index: number, version: number): string {
  const at = new Date().toISOString();
  const body = bodyOf(index, version);
  return JSON.stringify({
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: 'timpora/dpmptsp',
    type: 'bench-case-stated.v1',
    time: at,
    subject: body.subjectRef,
    datacontenttype: 'application/json',
    dataschema: 'urn:timpora:bench-case-stated.v1',
    recordedtime: at,
    factkind: 'bench-case',
    factid: idOf(index),
    factversion: String(version),
    change: 'stated',
    data: body,
  });
}

/** Fact and outbox row in one statement, and nothing else. */
const stateSql = `
  with stated as (select * from unnest($1::uuid[], $2::bigint[], $3::text[]) as s (fact_id, version, document)),
       told as (insert into outbox (fact_id, version, document) select fact_id, version, document from stated)
  insert into fact (fact_id, version, document) select fact_id, version, document from stated order by fact_id
  on conflict (fact_id) do update set (version, document) = (excluded.version, excluded.document) where fact.version < excluded.version`;

/** States into a table and an outbox; the relay is the caller's. */
export function outboxAuthor(pool: pg.Pool, { onCommitted, stop }: { onCommitted: () => void; stop: () => Promise<void> }): Author {
  const versions: number[] = [];
  const state = async (facts: readonly number[]): Promise<void> => {
    const next = facts.map((at) => (versions[at] = (versions[at] ?? 0) + 1));
    await pool.query({
      name: 'state',
      text: stateSql,
      values: [facts.map((at) => idOf(at)), next, facts.map((at, position) => documentOf(at, next[position] ?? 1))],
    });
    onCommitted();
  };
  return { state, revise: state, stop };
}
