import type { IdentityLinkBody } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

/** A correction of a merge, or with a reason its retraction, that one officer proposes. It is about the version that was read. */
export interface LinkRepair extends Pick<IdentityLinkBody, 'keptRef' | 'mergedRefs' | 'basis'> {
  readonly repairId: string;
  /** The link. */
  readonly factId: string;
  readonly version: string;
  /** Of a retraction. */
  readonly reason: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

const columns = `r.repair_id as "repairId", r.fact_id as "factId", r.version::text as version, r.kept_ref as "keptRef", r.merged_refs::text[] as "mergedRefs",
  r.basis, r.reason, r.proposed_by as "proposedBy", r.proposed_at as "proposedAt"`;
const open = `r.rejected_by is null and exists (select from fact f where f.fact_id = r.fact_id and f.kind = 'identity-link' and f.version = r.version and f.change <> 'retracted')`;

export const openRepairs = (db: DataSource): Promise<LinkRepair[]> =>
  db.query<LinkRepair[]>(`select ${columns} from link_repair r where ${open} order by r.proposed_at limit 200`);

export async function findRepair(db: DataSource, repairId: string): Promise<LinkRepair | null> {
  const [row] = await db.query<LinkRepair[]>(`select ${columns} from link_repair r where r.repair_id = $1 and ${open}`, [repairId]);
  return row ?? null;
}

export async function keepRepair(db: DataSource, repair: LinkRepair): Promise<LinkRepair> {
  const { repairId, factId, version, keptRef, mergedRefs, basis, reason, proposedBy } = repair;
  await db.query(
    `insert into link_repair (repair_id, fact_id, version, kept_ref, merged_refs, basis, reason, proposed_by) values ($1, $2, $3, $4, $5::uuid[], $6, $7, $8)`,
    [repairId, factId, version, keptRef, mergedRefs, basis, reason, proposedBy],
  );
  return repair;
}

/** @returns whom it was about; null when it was not open */
export async function rejectRepair(db: DataSource, repairId: string, rejectedBy: string): Promise<LinkRepair | null> {
  const [rows] = await db.query<[LinkRepair[], number]>(
    `update link_repair r set rejected_by = $2, rejected_at = clock_timestamp() where r.repair_id = $1 and ${open} returning ${columns}`,
    [repairId, rejectedBy],
  );
  return rows[0] ?? null;
}
