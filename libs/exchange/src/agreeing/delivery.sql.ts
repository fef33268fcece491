import type { DataSource } from 'typeorm';

/** Whether a member has an own event, by the position that it signed. */
export interface Delivery {
  readonly member: string;
  readonly state: 'has it' | 'not yet';
  /** Events of all streams that this member holds but cannot use; one of them may be this one. */
  readonly parked: number;
  readonly saidAt: Date;
}

/**
 * The delivery state of the newest version of an own fact at every member that hears its stream; empty while it is not sealed. When it has left
 * the journal, only that is sure: who is past the journal's beginning has it.
 */
export const deliveryOf = (db: DataSource, member: string, { kind, factId }: { kind: string; factId: string }): Promise<Delivery[]> =>
  db.query<Delivery[]>(
    `with newest as (
       select topic, partition, coalesce(j.generation, h.generation) as generation, coalesce(j.sequence, h.pruned_up_to) as sequence
         from sealed_fact s join stream_head h using (topic, partition) left join lateral (
           select generation, sequence from journal where (fact_id, kind, version) = (s.fact_id, s.kind, s.version) order by generation desc, sequence limit 1) j on true
        where (s.fact_id, s.kind) = ($2, $3)
     )
     select p.member, case when (p.generation, p.sequence) >= (n.generation, n.sequence) then 'has it' else 'not yet' end as state,
            coalesce(s.parked, 0)::int as parked, p.appended_at as "saidAt"
       from newest n join member_position p on (p.topic, p.partition, p.issuer) = (n.topic, n.partition, $1) and p.member <> $1
       left join member_statement s using (member) order by p.member`,
    [member, factId, kind],
  );
