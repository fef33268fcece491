import { compileCheck, nestsDeeperThan, type JsonSchema } from '@timpora/contracts';

export type Change = 'stated' | 'corrected' | 'retracted';

/** What a document says about its fact: the CloudEvents attributes and ours. */
export interface Envelope {
  /** UUIDv7 of the event. */
  readonly id: string;
  readonly issuer: string;
  /** `<event>.v<major>` */
  readonly type: string;
  /** When it happened, RFC 3339 UTC. */
  readonly occurredAt: string;
  /** When its owner wrote it down, RFC 3339 UTC. */
  readonly recordedAt: string;
  readonly subjectRef: string | null;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly change: Change;
  /** Of a retraction. */
  readonly reason: string | null;
  readonly causationId: string | null;
}

export interface FactDocument extends Envelope {
  /** The whole fact after the change; absent in a retraction. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** A generation's opening event: states why, moves the position only. */
export const openerType = 'stream-opened.v1';

/** Largest document, bytes; checked when it is stated, so that nothing is committed that Kafka would refuse. */
export const maxDocumentBytes = 256 * 1024;

/** Deepest nesting that a reader takes: PostgreSQL and recursive code have limits of their own that end worse. */
const maxDepth = 32;

const source = 'timpora/';

/** The document's text: one CloudEvents 1.0 event in structured JSON. These exact bytes are stored, hashed, signed, sent and kept. */
export function writeDocument(event: FactDocument): string {
  return JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: source + event.issuer,
    type: event.type,
    time: event.occurredAt,
    ...(event.subjectRef && { subject: event.subjectRef }),
    datacontenttype: 'application/json',
    dataschema: `urn:timpora:${event.type}`,
    recordedtime: event.recordedAt,
    factkind: event.kind,
    factid: event.factId,
    factversion: String(event.version),
    change: event.change,
    ...(event.reason && { reason: event.reason }),
    ...(event.causationId && { causationid: event.causationId }),
    ...(event.body && { data: event.body }),
  });
}

interface WireDocument {
  id: string;
  source: string;
  type: string;
  time: string;
  subject?: string;
  recordedtime: string;
  factkind: string;
  factid: string;
  factversion: string;
  change: Change;
  reason?: string;
  causationid?: string;
  data?: Record<string, unknown>;
}

const uuid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
const instant = { type: 'string', format: 'date-time', pattern: 'Z$' } as const;

/** The CloudEvents attributes as they are read; `data` keeps to the contract of the type. Unknown attributes pass. */
export const envelopeSchema: JsonSchema = {
  type: 'object',
  properties: {
    specversion: { type: 'string', enum: ['1.0'] },
    id: uuid,
    source: { type: 'string', pattern: '^timpora/[a-z][a-z0-9-]{1,30}$' },
    type: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,80}\\.v[1-9][0-9]{0,3}$' },
    time: instant,
    subject: uuid,
    recordedtime: instant,
    factkind: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,80}$' },
    factid: uuid,
    factversion: { type: 'string', pattern: '^[1-9][0-9]{0,14}$' },
    change: { type: 'string', enum: ['stated', 'corrected', 'retracted'] },
    reason: { type: 'string', maxLength: 64 },
    causationid: { type: 'string', maxLength: 100 },
    data: { type: 'object' },
  },
  required: ['specversion', 'id', 'source', 'type', 'time', 'recordedtime', 'factkind', 'factid', 'factversion', 'change'],
};

const checkEnvelope = compileCheck(envelopeSchema);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type Reading =
  | { readonly text: string; readonly document: FactDocument }
  | { readonly text: string | null; readonly unreadable: string; readonly claims: string | null };

/** Reads the bytes of a record. An unreadable document still says whom it claims to come from, where that much can be read. */
export function readDocument(bytes: Buffer): Reading {
  let json: string;
  try {
    json = decoder.decode(bytes);
  } catch {
    return { text: null, unreadable: 'is not UTF-8', claims: null };
  }
  return parse(json);
}

function parse(json: string): Reading {
  if (nestsDeeperThan(maxDepth, json)) return { text: json, unreadable: 'nests too deep', claims: null };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { text: json, unreadable: 'is not JSON', claims: null };
  }
  const [problem] = checkEnvelope(value);
  if (problem) return { text: json, unreadable: `envelope: ${problem.path} ${problem.message}`, claims: claimedIssuer(value) };
  return { text: json, document: fromWire(value as WireDocument) };
}

const claimedIssuer = (value: unknown): string | null => {
  const claim = typeof value === 'object' && value !== null && 'source' in value ? value.source : null;
  return typeof claim === 'string' && claim.startsWith(source) ? claim.slice(source.length) : null;
};

const fromWire = (wire: WireDocument): FactDocument => ({
  id: wire.id,
  issuer: wire.source.slice(source.length),
  type: wire.type,
  occurredAt: wire.time,
  recordedAt: wire.recordedtime,
  subjectRef: wire.subject ?? null,
  kind: wire.factkind,
  factId: wire.factid,
  version: Number(wire.factversion),
  change: wire.change,
  reason: wire.reason ?? null,
  causationId: wire.causationid ?? null,
  body: wire.data ?? null,
});
