import { sha256 } from './chain.js';

/** A record as it lies in Kafka. */
export interface WireRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** When the broker appended it, unix ms. */
  readonly appendedMs?: number;
  /** A header that appears twice is a list. */
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
}

/** A record whose headers and size can be a place in a stream; nothing is known yet about who wrote it. */
export interface Placed {
  readonly offset: number;
  readonly key: string;
  readonly value: Buffer;
  readonly generation: number;
  readonly sequence: number;
  /** The head before this record, hex. */
  readonly prev: string;
  readonly documentHash: string;
  readonly signature: { readonly bytes: Buffer; readonly keyId: string } | null;
}

const decimal = (header: unknown): number | null => {
  const digits = Buffer.isBuffer(header) ? header.toString('latin1') : '';
  return /^[1-9][0-9]{0,14}$/.test(digits) ? Number(digits) : null;
};

const bytes = (header: unknown, length: number): Buffer | null => (Buffer.isBuffer(header) && header.length === length ? header : null);

function signatureOf({ signature, kid }: WireRecord['headers']): Placed['signature'] | 'broken' {
  if (signature === undefined && kid === undefined) return null;
  const raw = bytes(signature, 64);
  const keyId = Buffer.isBuffer(kid) && kid.length <= 100 ? kid.toString('utf8') : null;
  return raw && keyId ? { bytes: raw, keyId } : 'broken';
}

/** Reads the place that a record claims. @returns null for what cannot be one of ours: no value, headers missing, doubled or malformed */
export function placeOf(record: WireRecord): Placed | null {
  const { headers, value, key } = record;
  const [generation, sequence, prev] = [decimal(headers['generation']), decimal(headers['sequence']), bytes(headers['prev'], 32)];
  const signature = signatureOf(headers);
  if (!value || !generation || !sequence || !prev || signature === 'broken') return null;
  return {
    offset: record.offset,
    key: key?.toString('utf8') ?? '',
    value,
    generation,
    sequence,
    prev: prev.toString('hex'),
    documentHash: sha256(value),
    signature,
  };
}

/** Identifies a record for the test whether a topic was cut or made anew: SHA-256 over key, value and headers, hex. */
export function fingerprint({ key, value, headers }: WireRecord): string {
  const parts = [
    key,
    value,
    ...Object.entries(headers).flatMap(([name, header]) => [name, ...(Array.isArray(header) ? header : [header])]),
  ];
  return sha256(
    ...parts.flatMap((part) => {
      const raw = Buffer.from(part ?? '');
      const length = Buffer.alloc(5);
      length.writeUInt8(part === null || part === undefined ? 0 : 1);
      length.writeUInt32BE(raw.length, 1);
      return [length, raw];
    }),
  );
}
