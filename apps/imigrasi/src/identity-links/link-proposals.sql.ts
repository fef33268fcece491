import type { IdentityLinkBody } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

/** A merge that one officer proposes. Its id becomes that of the link: it is confirmed once there is a fact with this id. */
export interface LinkProposal extends Pick<IdentityLinkBody, 'keptRef' | 'mergedRefs' | 'basis'> {
  readonly factId: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

const columns = `p.fact_id as "factId", p.kept_ref as "keptRef", p.merged_refs::text[] as "mergedRefs", p.basis, p.proposed_by as "proposedBy", p.proposed_at as "proposedAt"`;
const open = `p.rejected_by is null and not exists (select from fact f where f.fact_id = p.fact_id and f.kind = 'identity-link')`;

export const openProposals = (db: DataSource): Promise<LinkProposal[]> =>
  db.query<LinkProposal[]>(`select ${columns} from link_proposal p where ${open} order by p.proposed_at limit 200`);

export async function findProposal(db: DataSource, factId: string): Promise<LinkProposal | null> {
  const [row] = await db.query<LinkProposal[]>(`select ${columns} from link_proposal p where p.fact_id = $1 and ${open}`, [factId]);
  return row ?? null;
}

/** Keeps a proposal; the same one twice is once. */
export async function keepProposal(db: DataSource, proposal: LinkProposal): Promise<LinkProposal> {
  const { factId, keptRef, mergedRefs, basis, proposedBy } = proposal;
  await db.query(
    `insert into link_proposal (fact_id, kept_ref, merged_refs, basis, proposed_by) values ($1, $2, $3::uuid[], $4, $5) on conflict (fact_id) do nothing`,
    [factId, keptRef, mergedRefs, basis, proposedBy],
  );
  return (await findProposal(db, factId)) ?? proposal;
}

/** @returns whom it was about; null when it was not open */
export async function rejectProposal(db: DataSource, factId: string, rejectedBy: string): Promise<LinkProposal | null> {
  const [rows] = await db.query<[LinkProposal[], number]>(
    `update link_proposal p set rejected_by = $2, rejected_at = clock_timestamp() where p.fact_id = $1 and ${open} returning ${columns}`,
    [factId, rejectedBy],
  );
  return rows[0] ?? null;
}
