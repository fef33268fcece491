import type { AlertBody, FactReference } from '@timpora/contracts';
import type { Standing } from '@timpora/rules';

/** A fact as it is read for rules. */
export interface JudgedRow {
  readonly issuer: string;
  readonly kind: string;
  readonly fact_id: string;
  readonly version: string;
  readonly change: Standing['change'];
  readonly event: string;
  readonly subject_ref: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly recorded_at: Date;
  /** System time, unix ms. */
  readonly known_ms: number;
}

export const judgedColumns =
  'f.issuer, f.kind, f.fact_id, f.version, f.change, f.event, f.subject_ref, f.body, f.recorded_at, extract(epoch from f.known_at)::float8 * 1000 as known_ms';

export const refOf = ({ kind, fact_id: factId, version, issuer: owner }: JudgedRow): FactReference => ({ kind, factId, version, owner });

export const openStates: readonly AlertBody['state'][] = ['RAISED', 'ACKNOWLEDGED', 'ASSIGNED', 'ESCALATED'];
