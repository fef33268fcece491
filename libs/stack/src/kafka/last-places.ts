import { randomBytes } from 'node:crypto';

import type { EachBatchPayload, KafkaMessage } from 'kafkajs';

import type { LastPlaces } from '../keys.js';
import type { Stack } from '../stack.js';
import { adminKafka, asKafkaAdmin } from './admin.js';

/** How far the streams of one member go in these topics, as the broker has them now. */
export async function lastPlacesIn(stack: Pick<Stack, 'kafka'>, member: string, topics: readonly string[]): Promise<LastPlaces> {
  const ends = await endsOf(stack, topics);
  const places: Record<string, { generation: number; sequence: number }> = {};
  await readUpTo(stack, ends, (stream, message) => {
    const place = placeOf(member, message);
    const before = places[stream];
    if (place && (!before || isBehind(before, place))) places[stream] = place;
  });
  return places;
}

type Place = LastPlaces[string];

const isBehind = (a: Place, b: Place): boolean => a.generation < b.generation || (a.generation === b.generation && a.sequence < b.sequence);

/** Null for what is no record of this member. */
function placeOf(member: string, { value, headers = {} }: KafkaMessage): Place | null {
  const [generation, sequence] = [headers['generation'], headers['sequence']].map((header) => Number(String(header)));
  if (!Number.isSafeInteger(generation) || !Number.isSafeInteger(sequence)) return null;
  return sourceOf(value) === `timpora/${member}` ? { generation: generation ?? 0, sequence: sequence ?? 0 } : null;
}

function sourceOf(value: Buffer | null): unknown {
  try {
    return (JSON.parse(String(value)) as { source?: unknown }).source;
  } catch {
    return null;
  }
}

/** The offset behind the last record of each partition that has any, by `topic/partition`. */
async function endsOf(stack: Pick<Stack, 'kafka'>, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const ends = new Map<string, bigint>();
  await asKafkaAdmin(stack, async (admin) => {
    for (const topic of topics)
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
        if (BigInt(high) > BigInt(low)) ends.set(`${topic}/${partition}`, BigInt(high));
  });
  return ends;
}

async function readUpTo(
  stack: Pick<Stack, 'kafka'>,
  ends: ReadonlyMap<string, bigint>,
  see: (stream: string, message: KafkaMessage) => void,
): Promise<void> {
  if (ends.size === 0) return;
  const waiting = new Set(ends.keys());
  const consumer = adminKafka(stack).consumer({ groupId: `timpora-last-places-${randomBytes(6).toString('hex')}` });
  await consumer.connect();
  try {
    await consumer.subscribe({
      topics: [...new Set([...ends.keys()].map((stream) => stream.slice(0, stream.lastIndexOf('/'))))],
      fromBeginning: true,
    });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
      const eachBatch = ({ batch }: EachBatchPayload): Promise<void> => {
        const stream = `${batch.topic}/${batch.partition}`;
        for (const message of batch.messages) see(stream, message);
        if (BigInt(batch.lastOffset()) + 1n >= (ends.get(stream) ?? 0n)) waiting.delete(stream);
        return Promise.resolve(waiting.size === 0 ? resolve() : undefined);
      };
      consumer.run({ autoCommit: false, eachBatch }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
