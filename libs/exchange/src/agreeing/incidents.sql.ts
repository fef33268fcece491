import type { DataSource, EntityManager } from 'typeorm';

import type { Leaf } from '../protocol/digest.js';
import { readDocument, type FactDocument } from '../protocol/document.js';

/** What an own fact says elsewhere and not here: under a version that its owner does not know, or other content under one that it knows. */
export interface Incident {
  /** Who holds it; the owner itself for what it found in Kafka. */
  readonly member: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: string;
  readonly documentHash: string;
  readonly reason: 'unknown' | 'contradicts';
  /** What the owner holds now; null for nothing. */
  readonly ownVersion: string | null;
  readonly ownHash: string | null;
  /** The document was handed over: it can be read and adopted. */
  readonly isHere: boolean;
  readonly foundAt: Date;
}

/** A document elsewhere that is to be decided on. */
export interface OtherContent extends Leaf {
  readonly reason: Incident['reason'];
  /** Its text, where it is at hand. */
  readonly document?: string;
}

/**
 * Incidents of the facts of one member that nobody has decided on yet. What only a member knew is none any more once the owner has
 * reached its version; two contents stay one, although the owner has stated its own again.
 */
export const standingIncidents = (
  issuer: string,
): string => `incident i left join fact f on (f.fact_id, f.kind, f.issuer) = (i.fact_id, i.kind, ${issuer})
  where i.decided_at is null and not exists (select from incident d where (d.kind, d.fact_id, d.version, d.document_hash) = (i.kind, i.fact_id, i.version, i.document_hash) and d.decided_at is not null)
    and (i.reason = 'contradicts' or coalesce(f.version, 0) < i.version or (f.version = i.version and f.document_hash <> i.document_hash))`;

const columns = `i.member, i.kind, i.fact_id as "factId", i.version::text as version, encode(i.document_hash, 'hex') as "documentHash", i.reason,
  f.version::text as "ownVersion", encode(f.document_hash, 'hex') as "ownHash", i.document is not null as "isHere", i.found_at as "foundAt"`;

/** @returns all incidents that stand, oldest first */
export const listIncidents = (db: DataSource | EntityManager, issuer: string): Promise<Incident[]> =>
  db.query<Incident[]>(`select ${columns} from ${standingIncidents('$1')} order by i.found_at, i.member`, [issuer]);

export const noteIncidents = (
  db: DataSource | EntityManager,
  { member, kind }: Pick<Incident, 'member' | 'kind'>,
  contents: readonly OtherContent[],
): Promise<unknown> =>
  db.query(
    `insert into incident (member, kind, fact_id, version, document_hash, reason, document)
     select $1, $2, "factId", version, decode("documentHash", 'hex'), reason, document
       from json_to_recordset($3::json) as l ("factId" uuid, "version" bigint, "documentHash" text, "reason" text, "document" text)
     on conflict do nothing`,
    [member, kind, JSON.stringify(contents)],
  );

/**
 * Keeps a document that a member handed over, if it is one that is missed, to the byte.
 * @returns it was one, and contradicts ours
 */
export async function keepDocument(
  db: DataSource,
  member: string,
  { text, document }: { readonly text: string; readonly document: FactDocument },
): Promise<boolean> {
  const [rows] = await db.query<[{ reason: string }[]]>(
    `update incident set document = $2
      where (member, kind, fact_id, version, document_hash) = ($1, $3, $4, $5, sha256(convert_to($2, 'UTF8'))) and document is null and decided_at is null
      returning reason`,
    [member, text, document.kind, document.factId, document.version],
  );
  return rows.some(({ reason }) => reason === 'contradicts');
}

/** Names one document that is to be decided on. */
export interface ContentName {
  readonly kind: string;
  readonly factId: string;
  readonly documentHash: string;
}

/** The document that a decision is about; its rows are locked until the decision is written. @returns null when nothing is to be decided about it */
export async function lockIncident(
  db: EntityManager,
  issuer: string,
  { kind, factId, documentHash }: ContentName,
): Promise<{ readonly version: number; readonly document: FactDocument | null } | null> {
  const rows = await db.query<{ version: string; document: string | null }[]>(
    `select i.version, i.document from ${standingIncidents('$1')} and (i.kind, i.fact_id, i.document_hash) = ($2, $3, decode($4, 'hex'))
      order by i.document is null, i.member for update of i`,
    [issuer, kind, factId, documentHash],
  );
  const [row] = rows;
  return row ? { version: Number(row.version), document: documentIn(row.document) } : null;
}

/** The decided document is not needed any more: one content stands, the other goes. */
export const closeIncident = (db: EntityManager, { kind, factId, documentHash }: ContentName, decision: string): Promise<unknown> =>
  db.query(
    `update incident set decided_at = clock_timestamp(), decision = $4, document = null where (kind, fact_id, document_hash) = ($1, $2, decode($3, 'hex'))`,
    [kind, factId, documentHash, decision],
  );

/** An incident with what the document says; null until it was handed over. */
export interface IncidentContent extends Pick<Incident, 'member' | 'version' | 'documentHash' | 'reason'> {
  readonly document: FactDocument | null;
}

/** What is said elsewhere of an own fact, with its content: for those who may read facts. */
export async function otherContents(
  db: DataSource,
  issuer: string,
  { kind, factId }: Omit<ContentName, 'documentHash'>,
): Promise<readonly IncidentContent[]> {
  const rows = await db.query<(Omit<IncidentContent, 'document'> & { document: string | null })[]>(
    `select ${columns}, i.document from ${standingIncidents('$1')} and (i.kind, i.fact_id) = ($2, $3) order by i.found_at, i.member`,
    [issuer, kind, factId],
  );
  return rows.map(({ member, version, documentHash, reason, document }) => ({
    member,
    version,
    documentHash,
    reason,
    document: documentIn(document),
  }));
}

function documentIn(text: string | null): FactDocument | null {
  const reading = text === null ? null : readDocument(Buffer.from(text, 'utf8'));
  return reading && 'document' in reading ? reading.document : null;
}

/** Documents that this member holds of an owner's facts, to hand back to it. */
export async function documentsHeld(
  db: DataSource,
  { issuer, kind }: { readonly issuer: string; readonly kind: string },
  wanted: readonly Pick<Leaf, 'factId' | 'documentHash'>[],
): Promise<readonly string[]> {
  const rows = await db.query<{ document: string }[]>(
    `with wanted as (select "factId" as fact_id, decode("documentHash", 'hex') as document_hash from json_to_recordset($3::json) as w ("factId" uuid, "documentHash" text))
     select f.document from fact f join wanted using (fact_id, document_hash) where (f.issuer, f.kind) = ($1, $2)
     union
     select convert_from(p.document, 'UTF8') from parked p join wanted using (fact_id, document_hash) where (p.issuer, p.kind) = ($1, $2)`,
    [issuer, kind, JSON.stringify(wanted)],
  );
  return rows.map(({ document }) => document);
}
