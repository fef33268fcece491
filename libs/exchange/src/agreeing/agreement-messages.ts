import { compileCheck, type JsonSchema } from '@timpora/contracts';

import type { Leaf } from '../protocol/digest.js';
import { placesSchema } from '../protocol/statement.js';
import type { Position, Stream } from '../protocol/stream.js';
import type { Holding } from './holding.sql.js';

/** "This is what I hold of yours, at these positions." */
export interface HoldingSaid extends Holding {
  readonly type: 'holding';
  readonly member: string;
}

/** The owner's answer: equal, unequal in these buckets, or to be asked again later. */
export interface Verdict {
  readonly type: 'verdict';
  readonly member: string;
  readonly to: string;
  readonly kind: string;
  readonly state: 'equal' | 'unequal' | 'later';
  readonly facts: number;
  readonly buckets: readonly number[];
}

/** The facts of the unequal buckets, by id, version and hash: no content travels here, everybody reads this topic. */
export interface LeavesSaid {
  readonly type: 'leaves';
  readonly member: string;
  readonly issuer: string;
  readonly kind: string;
  readonly streams: readonly (Stream & Position)[];
  readonly buckets: readonly number[];
  readonly leaves: readonly Leaf[];
}

/** The owner's request for documents that it does not know; they are handed over in a topic that it alone reads. */
export interface DocumentsWanted {
  readonly type: 'documents-wanted';
  readonly member: string;
  readonly to: string;
  readonly kind: string;
  readonly documents: readonly Pick<Leaf, 'factId' | 'documentHash'>[];
}

/** More are asked for at the next comparison: a document may have 256 KiB. */
export const documentsAtOnce = 100;

export type AgreementMessage = HoldingSaid | Verdict | LeavesSaid | DocumentsWanted;

const name: JsonSchema = { type: 'string', maxLength: 60 };
const bucketNumbers: JsonSchema = { type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 }, maxItems: 256 };
const named = { factId: { type: 'string', format: 'uuid' }, documentHash: { type: 'string', pattern: '^[0-9a-f]{64}$' } } as const;
const leaf: JsonSchema = {
  type: 'object',
  properties: { ...named, version: { type: 'integer', minimum: 1 } },
  required: ['factId', 'version', 'documentHash'],
};
const documentName: JsonSchema = { type: 'object', properties: named, required: ['factId', 'documentHash'] };

const checks = {
  holding: compileCheck({
    type: 'object',
    properties: {
      member: name,
      issuer: name,
      kind: name,
      streams: placesSchema,
      facts: { type: 'integer' },
      digest: { type: 'string', maxLength: 64 },
      buckets: { type: 'array', items: { type: 'string', maxLength: 64 }, minItems: 256, maxItems: 256 },
    },
    required: ['member', 'issuer', 'kind', 'streams', 'facts', 'digest', 'buckets'],
  }),
  verdict: compileCheck({
    type: 'object',
    properties: {
      member: name,
      to: name,
      kind: name,
      state: { type: 'string', enum: ['equal', 'unequal', 'later'] },
      facts: { type: 'integer' },
      buckets: bucketNumbers,
    },
    required: ['member', 'to', 'kind', 'state', 'facts', 'buckets'],
  }),
  leaves: compileCheck({
    type: 'object',
    properties: {
      member: name,
      issuer: name,
      kind: name,
      streams: placesSchema,
      buckets: bucketNumbers,
      leaves: { type: 'array', items: leaf },
    },
    required: ['member', 'issuer', 'kind', 'streams', 'buckets', 'leaves'],
  }),
  'documents-wanted': compileCheck({
    type: 'object',
    properties: { member: name, to: name, kind: name, documents: { type: 'array', items: documentName, maxItems: documentsAtOnce } },
    required: ['member', 'to', 'kind', 'documents'],
  }),
};

/** @returns null for what is no such message */
export function readAgreementMessage(value: Buffer): AgreementMessage | null {
  try {
    const message = JSON.parse(value.toString('utf8')) as AgreementMessage;
    return (checks[message.type] as ReturnType<typeof compileCheck> | undefined)?.(message).length === 0 ? message : null;
  } catch {
    return null;
  }
}
