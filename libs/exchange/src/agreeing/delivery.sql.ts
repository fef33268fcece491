import type { DataSource } from 'typeorm';

/** Whether a member has an own event, by the position that it signed. */
export interface Delivery {
  readonly member: string;
  readonly state: 'has it' | 'not yet';
  /** Events of all streams that this member holds but cannot use; one of them may be this one. */
  readonly parked: number;
  /** Null: it never said anything of this stream. */
  readonly saidAt: Date | null;
}

/**
 * The delivery state of the newest version of an own fact at those who may know it; empty while none from `version` on is sealed. When it has left the journal,
 * only that is sure: who is past the journal's beginning has it.
 */
export const deliveryTo = (
  db: DataSource,
  members: readonly string[],
  { issuer, kind, factId, version }: { issuer: string; kind: string; factId: string; version: number },
): Promise<Delivery[]> =>
  db.query<Delivery[]>(
    `with newest as (
       select topic, partition, coalesce(j.generation, h.generation) as generation, coalesce(j.sequence, h.pruned_up_to) as sequence
         from sealed_fact s join stream_head h using (topic, partition) left join lateral (
           select generation, sequence from journal where (fact_id, kind, version) = (s.fact_id, s.kind, s.version) order by generation desc, sequence limit 1) j on true
        where (s.fact_id, s.kind) = ($2, $3) and s.version >= $5
     )
     select m.member, case when (p.generation, p.sequence) >= (n.generation, n.sequence) then 'has it' else 'not yet' end as state,
            coalesce(s.parked, 0)::int as parked, p.appended_at as "saidAt"
       from newest n cross join unnest($4::text[]) as m (member)
       left join member_position p on (p.topic, p.partition, p.issuer, p.member) = (n.topic, n.partition, $1, m.member)
       left join member_statement s on s.member = m.member order by m.member`,
    [issuer, factId, kind, members, version],
  );
