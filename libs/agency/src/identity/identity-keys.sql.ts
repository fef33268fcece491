import type { DataSource, EntityManager } from 'typeorm';

import type { KeyOfDocument } from './match-key.js';

/** Whom one of these keys names, by the reference that stands for all, as far as this member has heard; the first of them that names anybody wins. */
export async function findByKeys(db: DataSource | EntityManager, keys: readonly KeyOfDocument[]): Promise<string | null> {
  const found = await db.query<{ subjectRef: string; keyId: string }[]>(
    `select canonical_of(subject_ref) as "subjectRef", body->>'keyId' as "keyId" from fact
      where kind = 'identity-key' and change <> 'retracted' and body->>'matchKey' = any ($1)`,
    [keys.map(({ matchKey }) => matchKey)],
  );
  const [first] = keys.flatMap(({ keyId }) => found.filter((each) => each.keyId === keyId));
  return first?.subjectRef ?? null;
}
