import type { KeyObject } from 'node:crypto';

import type { OutgoingBatch, OutgoingRecord } from '../kafka/record-sender.js';
import { signPosition } from '../protocol/chain.js';
import type { Unacknowledged } from './seal-outbox.sql.js';

/** A batch of one stream stays below what the topic accepts; headers and framing take their part of the rest. */
const batchBytes = 400 * 1024;
/** Key, headers and framing of a record, bytes, rounded up. */
const recordOverhead = 400;
/** One produce request over all streams: enough to be efficient, small enough to be sent again without regret. */
const requestBytes = 4 * 1024 * 1024;

export interface Signer {
  readonly exchangeId: string;
  readonly issuer: string;
  readonly keyId: string;
  readonly key: KeyObject;
}

/** The part of each stream's queue that goes into one produce request, split by bytes. */
export function nextRequest(queues: Iterable<readonly Unacknowledged[]>): readonly (readonly Unacknowledged[])[] {
  const request: Unacknowledged[][] = [];
  let total = 0;
  for (const queue of queues) {
    const events: Unacknowledged[] = [];
    let bytes = 0;
    for (const event of queue) {
      const size = Buffer.byteLength(event.document) + recordOverhead;
      if (events.length > 0 && (bytes + size > batchBytes || total + bytes + size > requestBytes)) break;
      events.push(event);
      bytes += size;
    }
    if (events.length > 0) request.push(events);
    total += bytes;
    if (total >= requestBytes) break;
  }
  return request;
}

/** Signs the last record of a stream's batch: one signature covers what comes before it in the chain. */
export function signedBatch(signer: Signer, events: readonly Unacknowledged[]): OutgoingBatch | null {
  const last = events.at(-1);
  if (!last) return null;
  const { topic, partition } = last;
  const signature = signPosition(signer.exchangeId, { issuer: signer.issuer, topic, partition }, { position: last, key: signer.key });
  const records = events.map((event): OutgoingRecord => ({
    key: event.factId,
    value: event.document,
    headers: {
      'content-type': 'application/cloudevents+json',
      generation: String(event.generation),
      sequence: String(event.sequence),
      prev: Buffer.from(event.prev, 'hex'),
      ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
      ...(event === last && { signature, kid: signer.keyId }),
    },
  }));
  return { topic, partition, records };
}
