import { IdentityKey, type IdentityKeyBody, type TravelDocument } from '@timpora/contracts';
import type { Held, Invariant } from '@timpora/exchange';
import { keyOf, type DocumentSaying } from '@timpora/agency';
import type { MatchSecret } from '@timpora/config';

import { keyTaken } from '../travel-documents/problems.js';

type Document = Pick<Held<typeof TravelDocument>, 'factId' | 'body'>;
type Key = Pick<Held<typeof IdentityKey>, 'factId' | 'body'>;

/** One secret makes one key for one person. */
export const identityKeyInvariant: Invariant<typeof IdentityKey> = {
  fact: IdentityKey,
  unique: [{ by: ({ keyId, matchKey }) => ({ keyId, matchKey }), taken: keyTaken }],
};

export type KeyChange<K extends Key = Key> =
  | { readonly change: 'state'; readonly body: IdentityKeyBody }
  /** A newer secret made it. */
  | { readonly change: 'revise'; readonly key: K; readonly body: IdentityKeyBody }
  /** The document or the birth date had been told wrongly. */
  | { readonly change: 'correct'; readonly key: K; readonly body: IdentityKeyBody }
  /** The document was taken back. */
  | { readonly change: 'retract'; readonly key: K };

const documentOf = ({ body: { documentFact } }: Key): string => documentFact.factId;

/** What has to be told so that each document of a person, replaced ones too, has the key that the newest secret makes. Nothing when it has. */
export function keyChanges<K extends Key>(
  { documents, keys, birthDate }: { documents: readonly Document[]; keys: readonly K[]; birthDate: string },
  newest: MatchSecret,
): readonly KeyChange<K>[] {
  const gone = keys.filter((key) => !documents.some(({ factId }) => factId === documentOf(key)));
  const named = new Set<string>();
  const told = documents.flatMap((document) => {
    const body = keyBodyOf(document, birthDate, newest);
    // Two documents of one number, a passport and its travel document say, are found by one key.
    if (named.has(body.matchKey)) return [];
    named.add(body.matchKey);
    const key = keys.find((each) => documentOf(each) === document.factId);
    return changeTo(body, key);
  });
  return [...gone.map((key) => ({ change: 'retract' as const, key })), ...told];
}

function keyBodyOf({ factId, body }: Document, birthDate: string, newest: MatchSecret): IdentityKeyBody {
  const said: DocumentSaying = { issuingState: body.issuingState, documentNumber: body.documentNumber, birthDate };
  return { subjectRef: body.subjectRef, ...keyOf(newest, said), documentFact: { kind: 'travel-document', factId } };
}

function changeTo<K extends Key>(body: IdentityKeyBody, key: K | undefined): readonly KeyChange<K>[] {
  if (!key) return [{ change: 'state', body }];
  if (key.body.keyId !== body.keyId) return [{ change: 'revise', key, body }];
  return key.body.matchKey === body.matchKey ? [] : [{ change: 'correct', key, body }];
}
