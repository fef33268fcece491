import { createHash, sign, verify, type KeyObject } from 'node:crypto';

import { compileCheck, protocolTopics, type JsonSchema } from '@timpora/contracts';

import type { Position, Stream } from './stream.js';

/** What a member says in a protocol topic, and what of it counts later (`countingOf`). */
export interface Said {
  readonly member: string;
  /** How far it had read this topic when it said so: the offset of the first record that it had not read. */
  readonly readTo: number;
}

/** Where a member stands, signed: heartbeat, lag, receipt, completeness audit and clock in one message. */
export interface Statement extends Said {
  /** The member's system clock, RFC 3339 UTC. */
  readonly clock: string;
  readonly heard: readonly (Stream & Position)[];
  readonly own: readonly (Stream & Position)[];
  readonly counts: { readonly parked: number; readonly unverified: number; readonly held: number };
}

/** Asks owners to send streams again, from where this member stands. */
export interface ResendRequest extends Said {
  readonly streams: readonly (Stream & Position)[];
}

/** Topics outside the catalogue; written and read by all, each record signed alone. */
export const [positionsTopic, requestsTopic, agreementTopic] = protocolTopics;

const place: JsonSchema = {
  type: 'object',
  properties: {
    issuer: { type: 'string', maxLength: 40 },
    topic: { type: 'string', maxLength: 200 },
    partition: { type: 'integer', minimum: 0 },
    generation: { type: 'integer', minimum: 1 },
    sequence: { type: 'integer', minimum: 0 },
    head: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  },
  required: ['issuer', 'topic', 'partition', 'generation', 'sequence', 'head'],
};
export const placesSchema: JsonSchema = { type: 'array', items: place, maxItems: 5_000 };
const head: Record<string, JsonSchema> = { member: { type: 'string', maxLength: 40 }, readTo: { type: 'integer', minimum: 0 } };

const checkStatement = compileCheck({
  type: 'object',
  properties: {
    ...head,
    clock: { type: 'string', format: 'date-time' },
    heard: placesSchema,
    own: placesSchema,
    counts: { type: 'object' },
  },
  required: ['member', 'readTo', 'clock', 'heard', 'own', 'counts'],
});
const checkRequest = compileCheck({
  type: 'object',
  properties: { ...head, streams: placesSchema },
  required: ['member', 'readTo', 'streams'],
});

const bytesToSign = (exchangeId: string, topic: string, value: Buffer): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(['timpora/statement/v1', exchangeId, topic]))
    .update(createHash('sha256').update(value).digest())
    .digest();

/** Signs one record of a protocol topic. */
export const signMessage = (exchangeId: string, topic: string, { value, key }: { value: Buffer; key: KeyObject }): Buffer =>
  sign(null, bytesToSign(exchangeId, topic, value), key);

export const isSignedMessage = (exchangeId: string, topic: string, claim: { value: Buffer; key: KeyObject; signature: Buffer }): boolean =>
  verify(null, bytesToSign(exchangeId, topic, claim.value), claim.key, claim.signature);

function parse<T>(value: Buffer, check: (message: unknown) => readonly unknown[]): T | null {
  try {
    const message: unknown = JSON.parse(value.toString('utf8'));
    return check(message).length === 0 ? (message as T) : null;
  } catch {
    return null;
  }
}

/** A message as it was heard. */
export interface Heard<T extends Said> {
  readonly said: T;
  /** Its place in the topic. */
  readonly offset: number;
  /** When the broker appended it, unix ms: one clock for all. */
  readonly appendedMs: number;
}

/**
 * What counts of what was heard in one topic, in the broker's order. Whoever speaks has read its own last message, so a copy of an earlier one shows
 * itself, whatever clock and database its author has now. Nothing that anybody claims is kept: a thief's number would silence the owner for ever.
 * @param last of each member the offset of the last message that counted; a later message at or below it: the topic was cut, or made anew
 */
export function countingOf<T extends Said>(heard: readonly Heard<T>[], last: ReadonlyMap<string, number>): readonly Heard<T>[] {
  const at = new Map(last);
  return heard.filter(({ said: { member, readTo }, offset }) => {
    const before = at.get(member);
    const counts = before === undefined || readTo > before || offset <= before;
    if (counts) at.set(member, offset);
    return counts;
  });
}

/** @returns null for what is no statement */
export const readStatement = (value: Buffer): Statement | null => parse<Statement>(value, checkStatement);

/** @returns null for what is no request */
export const readRequest = (value: Buffer): ResendRequest | null => parse<ResendRequest>(value, checkRequest);
