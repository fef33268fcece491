import { createHash, sign, verify, type KeyObject } from 'node:crypto';

import { compileCheck, protocolTopics, type JsonSchema } from '@timpora/contracts';

import type { Position, Stream } from './stream.js';

/** Where a member stands, signed: heartbeat, lag, receipt, completeness audit and clock in one message. */
export interface Statement {
  readonly member: string;
  /** Grows with every statement of a member; a lower one is ignored. */
  readonly number: number;
  /** The member's system clock, RFC 3339 UTC. */
  readonly clock: string;
  readonly heard: readonly (Stream & Position)[];
  readonly own: readonly (Stream & Position)[];
  readonly counts: { readonly parked: number; readonly unverified: number; readonly held: number };
}

/** Asks owners to send streams again, from where this member stands. */
export interface ResendRequest {
  readonly member: string;
  readonly number: number;
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
const head: Record<string, JsonSchema> = { member: { type: 'string', maxLength: 40 }, number: { type: 'integer', minimum: 1 } };

const checkStatement = compileCheck({
  type: 'object',
  properties: {
    ...head,
    clock: { type: 'string', format: 'date-time' },
    heard: placesSchema,
    own: placesSchema,
    counts: { type: 'object' },
  },
  required: ['member', 'number', 'clock', 'heard', 'own', 'counts'],
});
const checkRequest = compileCheck({
  type: 'object',
  properties: { ...head, streams: placesSchema },
  required: ['member', 'number', 'streams'],
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

/** @returns null for what is no statement */
export const readStatement = (value: Buffer): Statement | null => parse<Statement>(value, checkStatement);

/** @returns null for what is no request */
export const readRequest = (value: Buffer): ResendRequest | null => parse<ResendRequest>(value, checkRequest);
