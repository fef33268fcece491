import { fieldsOf } from '../body.js';
import type { AnyFact } from '../facts.js';
import type { JsonSchema } from '../json-schema.js';
import { findEntry, type ListName } from './lists.js';
import { codeWords, eventWords, fieldWords, kindWords, memberWords, purposeWords, type Words } from './words.js';

type Table = Readonly<Record<string, readonly [id: string, en: string]>>;

/** The words of the first of these keys that the table has. */
function find(table: Table, ...keys: readonly string[]): Words | null {
  const key = keys.find((each) => Object.hasOwn(table, each));
  const pair = key === undefined ? undefined : table[key];
  return pair ? { id: pair[0], en: pair[1] } : null;
}

/** `lastExtendedOn`, `stay-permit` and `WITH_APPROVAL` as a reader of English would say them. */
function spelled(name: string): Words {
  const spaced = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase();
  const text = `${spaced.slice(0, 1).toUpperCase()}${spaced.slice(1)}`;
  return { id: text, en: text };
}

export const wordsOfKind = (kind: string): Words => find(kindWords, kind) ?? spelled(kind);

export const wordsOfEvent = (event: string): Words => find(eventWords, event.replace(/\.v\d+$/, '')) ?? spelled(event);

export const wordsOfMember = (member: string): Words => find(memberWords, member) ?? spelled(member);

export const wordsOfPurpose = (purpose: string): Words => find(purposeWords, purpose) ?? spelled(purpose);

export const wordsOfField = (kind: string, field: string): Words => find(fieldWords, `${kind}.${field}`, field) ?? spelled(field);

/** A code in its place: a field of a kind, and the list that the field's contract names, if any. */
export interface CodeInPlace {
  readonly kind: string;
  readonly field: string;
  readonly code: string;
  readonly list?: ListName | undefined;
}

function given({ kind, field, code, list }: CodeInPlace): Words | null {
  const own = find(codeWords, `${kind}.${field}.${code}`, `${field}.${code}`);
  const entry = list === undefined ? undefined : findEntry(list, code);
  return own ?? (entry ? { id: entry.nameId ?? entry.name, en: entry.name } : (find(codeWords, code) ?? find(memberWords, code)));
}

export const wordsOfCode = (place: CodeInPlace): Words => given(place) ?? spelled(place.code);

function unnamedIn(kind: string, field: string, { enum: codes = [], items, properties = {} }: JsonSchema): readonly string[] {
  return [
    ...(find(fieldWords, `${kind}.${field}`, field) ? [] : [`${kind}.${field}`]),
    ...codes.filter((code) => !given({ kind, field, code: String(code) })).map((code) => `${kind}.${field}.${String(code)}`),
    ...(items ? unnamedIn(kind, field, items) : []),
    ...Object.entries(isReference(properties) ? {} : properties).flatMap(([name, inner]) => unnamedIn(kind, name, inner)),
  ];
}

/** A reference to a fact is shown as the fact's kind and owner: its parts need no words. */
const isReference = (properties: object): boolean => 'factId' in properties;

/** What of a kind has no words yet, and is shown by its English name: the kind, `kind.field`, `kind.field.CODE`. */
export const unnamed = (fact: AnyFact): readonly string[] => [
  ...(find(kindWords, fact.kind) ? [] : [fact.kind]),
  ...[...fieldsOf(fact.body)].flatMap(([field, { schema }]) => unnamedIn(fact.kind, field, schema)),
];
