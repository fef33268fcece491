import { isDeepStrictEqual } from 'node:util';

import type { AnyFact, BodyOf } from '@timpora/contracts';

import type { Change, FactDocument } from '../protocol/document.js';

/** A fact as somebody holds it now. Plain values: it can be stored and answered as it is. */
export interface Held<F extends AnyFact = AnyFact> {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly change: Change;
  /** Type of the newest event, such as `permit-extended.v1`. */
  readonly event: string;
  readonly eventId: string;
  readonly subjectRef: string | null;
  /** Of a retraction. */
  readonly reason: string | null;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Null only when retracted. */
  readonly body: Readonly<BodyOf<F>>;
}

export const heldOf = <F extends AnyFact>(document: FactDocument): Held<F> => ({
  issuer: document.issuer,
  kind: document.kind,
  factId: document.factId,
  version: document.version,
  change: document.change,
  event: document.type,
  eventId: document.id,
  subjectRef: document.subjectRef,
  reason: document.reason,
  occurredAt: document.occurredAt,
  recordedAt: document.recordedAt,
  body: document.body as Readonly<BodyOf<F>>,
});

/** Fields to set; `undefined` takes a field away. */
export type Changes<Body> = { readonly [F in keyof Body]?: Body[F] | undefined };

export function applied<Body extends object>(body: Body, change: Changes<Body>): Body {
  return Object.fromEntries(Object.entries({ ...body, ...change }).filter(([, value]) => value !== undefined)) as Body;
}

const sorted = (value: object): unknown => Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));

/** Equal in what they say, whatever the order of their fields; jsonb keeps none. */
export const sameBody = (one: object, other: object): boolean => isDeepStrictEqual(sorted(one), sorted(other));
