import type { DataSource } from 'typeorm';

/**
 * Moves the beginning of each stream's journal past what is old enough. Kept are: what Kafka has not acknowledged; what somebody has just asked for;
 * what a member lacks that has spoken within the retention, so that whatever it may sign later can be compared; and streams with evidence that is
 * still to be judged. Never waits for a stream that is being sealed: its turn comes again. The head before the new beginning stays as `prev` of what follows, or as the head of the stream.
 */
export const markPruned = (db: DataSource, member: string, journalMs: number): Promise<unknown> =>
  db.query(markStatement, [member, journalMs]);

const markStatement = `
  with old as (
    select h.topic, h.partition, h.generation, least(k.up_to, (
             select min(j.sequence) - 1 from journal j
              where (j.topic, j.partition, j.generation) = (h.topic, h.partition, h.generation) and j.sequence > h.pruned_up_to and j.sequence <= k.up_to
                and j.sealed_at >= clock_timestamp() - make_interval(secs => $2 / 1000.0))) as up_to
      from stream_head h cross join lateral (
        select least(h.acked_sequence, h.resend_from, min(case when p.generation < h.generation then 0 else p.sequence end)) as up_to
          from member_position p join member_statement s using (member)
         where (p.issuer, p.topic, p.partition) = ($1, h.topic, h.partition) and p.member <> $1
           and s.heard_at > clock_timestamp() - make_interval(secs => $2 / 1000.0)) k
  ), free as materialized (
    select h.topic, h.partition, old.up_to from stream_head h join old using (topic, partition, generation)
     where past_is_settled() and old.up_to > h.pruned_up_to and old.up_to <= h.acked_sequence and old.up_to <= coalesce(h.resend_from, old.up_to)
       and not exists (select from own_evidence e where (e.topic, e.partition) = (h.topic, h.partition))
       for update of h skip locked
  )
  update stream_head h set pruned_up_to = free.up_to from free where (h.topic, h.partition) = (free.topic, free.partition)`;

/** Deletes some of what lies before the beginning of its stream's journal, and old events of generations that have ended. @returns how many */
export async function deletePruned(db: DataSource, journalMs: number, limit: number): Promise<number> {
  const [, count] = await db.query<[unknown[], number]>(deleteStatement, [journalMs, limit]);
  return count;
}

const deleteStatement = `
  with gone as (
    select j.topic, j.partition, j.generation, j.sequence
      from stream_head h join journal j on (j.topic, j.partition, j.generation) = (h.topic, h.partition, h.generation) and j.sequence <= h.pruned_up_to
    union all
    select j.topic, j.partition, j.generation, j.sequence
      from stream_head h cross join lateral (
        select * from journal j where (j.topic, j.partition) = (h.topic, h.partition) and j.generation < h.generation order by j.generation, j.sequence limit $2) j
     where j.sealed_at < clock_timestamp() - make_interval(secs => $1 / 1000.0)
     limit $2
  )
  delete from journal j using gone g where (j.topic, j.partition, j.generation, j.sequence) = (g.topic, g.partition, g.generation, g.sequence)`;
