import type { DataSource } from 'typeorm';

import { standingIncidents } from '../agreeing/incidents.sql.js';
import type { Distance } from './lag-marks.js';

/**
 * How far this member is behind others' announced heads, and how far others are behind its own. Who has fallen silent is left out: that is
 * an alarm of its own.
 */
export async function distances(db: DataSource, member: string, silenceMs: number): Promise<readonly Distance[]> {
  const rows = await db.query<
    { about: string; generation: string; sequence: string; announced_generation: string; announced_sequence: string }[]
  >(
    `select $1::text || ' hears ' || a.issuer || '/' || a.topic || '/' || a.partition as about, coalesce(s.generation, 1) as generation,
            coalesce(s.sequence, 0) as sequence, a.generation as announced_generation, a.sequence as announced_sequence
       from member_position a left join stream_position s using (issuer, topic, partition)
      where a.member = a.issuer and a.issuer <> $1
        and exists (select from partition_position p where (p.topic, p.partition) = (a.topic, a.partition))
     union all
     select m.member || ' hears ' || $1 || '/' || m.topic || '/' || m.partition, m.generation, m.sequence, h.generation, h.acked_sequence
       from member_position m join stream_head h using (topic, partition) join member_statement t using (member)
      where m.issuer = $1 and m.member <> $1 and t.heard_at > clock_timestamp() - make_interval(secs => $2 / 1000.0)`,
    [member, silenceMs],
  );
  return rows.map((row) => ({
    about: row.about,
    at: { generation: Number(row.generation), sequence: Number(row.sequence), head: '' },
    announced: { generation: Number(row.announced_generation), sequence: Number(row.announced_sequence), head: '' },
  }));
}

/** Days after which what happened once is not shown as standing any more. */
const standsForDays = 7;

export interface Over {
  readonly member: string;
  /** Codes of what happens once. */
  readonly once: readonly string[];
  /** By then what made a stream held has been announced, so that "reached" is true. */
  readonly patienceMs: number;
}

/**
 * Clears what the database alone can tell to be over: nothing parked of that stream any more, the announced head reached, decided, a week gone by.
 * A contradiction in an own stream stands for a week: its content was stated again, and an operator should see whether rightly.
 */
export async function clearWhatIsOver(db: DataSource, { member, once, patienceMs }: Over): Promise<void> {
  await db.query(
    `with reached as (
       select a.issuer || '/' || a.topic || '/' || a.partition as about
         from member_position a join stream_position s using (issuer, topic, partition)
        where a.member = a.issuer and (s.generation, s.sequence) >= (a.generation, a.sequence)
     ), open as (
       select distinct issuer || '/' || topic || '/' || partition as about, reason = 'contradicts' as contradicts from parked where closed_at is null
     ), undecided as (
       select i.member || '/' || i.kind as about from ${standingIncidents('$3')} and i.reason = 'unknown'
     )
     update alarm set cleared_at = clock_timestamp() where cleared_at is null and (
          (code = 'parked' and about not in (select about from open where not contradicts))
       or (code = 'contradicts' and not starts_with(about, $3 || '/') and not exists (select from open o where o.contradicts and alarm.about in (o.about, 'fact')))
       or (code = 'unknown-document' and about not in (select about from undecided))
       or (code = 'gap' and about in (select about from reached))
       or (code = 'held' and about in (select about from reached) and seen_at < clock_timestamp() - make_interval(secs => $2 / 1000.0))
       or ((code = any ($1) or (code = 'contradicts' and starts_with(about, $3 || '/'))) and seen_at < clock_timestamp() - make_interval(days => ${standsForDays})))`,
    [once, patienceMs, member],
  );
}
