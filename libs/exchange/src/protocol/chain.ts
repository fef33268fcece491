import { createHash, sign, verify, type KeyObject } from 'node:crypto';

import type { Position, Stream } from './stream.js';

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

export const sha256 = (...parts: readonly Buffer[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** The hash chain's value before the first event of a generation. */
export const firstHead = (exchangeId: string, { issuer, topic, partition }: Stream, generation: number): string =>
  sha256(text('timpora/head/v1'), text(exchangeId), text(issuer), text(topic), integer(partition), integer(generation));

/** The hash chain's value after an event, from the one before it. @param documentHash SHA-256 of the record's value, hex */
export const nextHead = (before: string, generation: number, sequence: number, documentHash: string): string =>
  sha256(Buffer.from(before, 'hex'), integer(generation), integer(sequence), Buffer.from(documentHash, 'hex'));

/** Where a member stands that has heard nothing of a stream. */
export const beginning = (exchangeId: string, stream: Stream): Position => ({
  generation: 1,
  sequence: 0,
  head: firstHead(exchangeId, stream, 1),
});

const signedBytes = (exchangeId: string, { issuer, topic, partition }: Stream, { generation, sequence, head }: Position): Buffer =>
  Buffer.concat([
    text('timpora/signature/v1'),
    text(exchangeId),
    text(issuer),
    text(topic),
    integer(partition),
    integer(generation),
    integer(sequence),
    Buffer.from(head, 'hex'),
  ]);

/** Signs a place of a stream with Ed25519. One signature covers everything before it in the chain. */
export const signPosition = (exchangeId: string, stream: Stream, signed: { position: Position; key: KeyObject }): Buffer =>
  sign(null, signedBytes(exchangeId, stream, signed.position), signed.key);

export const isSigned = (exchangeId: string, stream: Stream, claim: { position: Position; key: KeyObject; signature: Buffer }): boolean =>
  verify(null, signedBytes(exchangeId, stream, claim.position), claim.key, claim.signature);
