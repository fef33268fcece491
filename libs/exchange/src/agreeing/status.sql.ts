import type { DataSource } from 'typeorm';

/** How the exchange stands at one member, without any resident in it. */
export interface ExchangeStatus {
  readonly member: string;
  readonly own: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly generation: number;
    readonly sequence: number;
    readonly acknowledged: number;
    readonly head: string;
  }[];
  readonly heard: readonly {
    readonly issuer: string;
    readonly topic: string;
    readonly partition: number;
    readonly generation: number;
    readonly sequence: number;
    readonly head: string;
  }[];
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number };
  readonly parked: number;
  readonly unverified: number;
  readonly relay: { readonly epoch: number; readonly active: boolean; readonly doubt: boolean };
}

const place = `generation::float8 as generation, sequence::float8 as sequence, encode(head, 'hex') as head`;

export async function exchangeStatus(db: DataSource, member: string): Promise<ExchangeStatus> {
  const [row] = await db.query<[Omit<ExchangeStatus, 'member'>]>(
    `select
       (select coalesce(json_agg(o), '[]') from (select topic, partition, ${place}, acked_sequence::float8 as acknowledged from stream_head order by topic, partition) o) as own,
       (select coalesce(json_agg(h), '[]') from (select issuer, topic, partition, ${place} from stream_position where issuer <> $1 order by issuer, topic, partition) h) as heard,
       (select json_build_object('waiting', count(*), 'oldestSeconds', coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)) from outbox) as outbox,
       (select count(*)::int from parked where closed_at is null) as parked,
       (select coalesce(sum(unverified_count), 0)::int from partition_position) as unverified,
       (select json_build_object('epoch', epoch, 'active', expires_at > clock_timestamp(), 'doubt', doubt) from relay_lease) as relay`,
    [member],
  );
  return { member, ...row };
}
