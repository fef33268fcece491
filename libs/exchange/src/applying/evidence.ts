import type { WireRecord } from '../protocol/record.js';
import type { UnverifiedRecord } from './merge-facts.sql.js';

const hexHeaders = (headers: WireRecord['headers']): UnverifiedRecord['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, Array.isArray(value) ? value.map((each) => Buffer.from(each).toString('hex')) : Buffer.from(value).toString('hex')]],
    ),
  );

/** A record as it is kept when it is not applied; without an issuer where it names none. */
export const evidenceOf = (
  { issuer = null, topic, partition }: { readonly issuer?: string | null; readonly topic: string; readonly partition: number },
  wire: WireRecord,
  reason: string,
): UnverifiedRecord => ({
  issuer,
  topic,
  partition,
  offset: wire.offset,
  reason,
  key: wire.key,
  value: wire.value,
  headers: hexHeaders(wire.headers),
});
