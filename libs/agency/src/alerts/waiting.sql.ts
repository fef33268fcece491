import type { DataSource, EntityManager } from 'typeorm';

/** A finding that is not raised while there is no news from somebody whose facts may explain it. */
export interface WaitingAlert {
  readonly ruleId: string;
  readonly branch: string | null;
  readonly subjectRef: string;
  readonly anchor: { readonly kind: string; readonly factId: string; readonly owner: string };
  /** The members from whom news is waited for. */
  readonly waitingFor: readonly string[];
  /** First legal day on which its condition held. */
  readonly conditionSince: string;
}

/** What waits about these references from now on, and nothing else. */
export async function keepWaiting(db: EntityManager, references: readonly string[], waiting: readonly WaitingAlert[]): Promise<void> {
  await db.query('delete from alert_waiting where subject_ref = any ($1::uuid[])', [references]);
  if (waiting.length === 0) return;
  await db.query(
    `insert into alert_waiting (subject_ref, rule_id, branch, anchor, waiting_for, condition_since)
     select "subjectRef", "ruleId", branch, anchor, "waitingFor", "conditionSince" from json_to_recordset($1::json) as w
       ("subjectRef" uuid, "ruleId" text, branch text, anchor jsonb, "waitingFor" text[], "conditionSince" text)`,
    [JSON.stringify(waiting)],
  );
}

/** Those that wait longest first. */
export const waitingAlerts = (db: DataSource, limit: number): Promise<WaitingAlert[]> =>
  db.query<WaitingAlert[]>(
    `select rule_id as "ruleId", branch, subject_ref as "subjectRef", anchor, waiting_for as "waitingFor", condition_since as "conditionSince"
       from alert_waiting order by condition_since, subject_ref, rule_id limit $1`,
    [limit],
  );
