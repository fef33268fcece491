import { findEntry, wordsOfCode, wordsOfKind, wordsOfField, wordsOfMember, type FactReference, type JsonSchema } from '@timpora/contracts';

import { linkTo, say, schemaIn, type Desk } from './desk.js';
import { html, type Content } from './html.js';
import { dayInWords, timeInWords } from './language.js';
import { texts } from './texts.js';

/** A value in its place: a field of a kind, with what the contract says of it. */
export interface ValueInPlace {
  readonly kind: string;
  readonly field: string;
  readonly schema: JsonSchema;
  readonly value: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isReference = (value: Readonly<Record<string, unknown>>): boolean => 'factId' in value && 'kind' in value;

/** A fact as people speak of it: it may not be here, or not be known to this agency, so its kind and owner are all that is said. */
function reference(desk: Desk, { kind, owner, version }: FactReference): string {
  const parts = [owner && say(desk, wordsOfMember(owner)), version && `${say(desk, texts.version).toLowerCase()} ${version}`].filter(
    Boolean,
  );
  return `${say(desk, wordsOfKind(kind))}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}

/** `nib:…` and `local:<agency>:<uuid>`. */
function organisation(desk: Desk, key: string): string {
  const [scheme, owner = '', id = ''] = key.split(':');
  if (scheme !== 'local') return `NIB ${owner}`;
  return `${say(desk, texts.withoutNib)} ${id.slice(-6)} (${say(desk, texts.accordingTo)} ${say(desk, wordsOfMember(owner))})`;
}

/** An area by its name, with its code; the city too where it is not the regency of this exchange. */
function area(desk: Desk, list: 'DISTRICT' | 'VILLAGE', code: string): string {
  const entry = findEntry(list, code);
  if (!entry || code === 'outside') return say(desk, wordsOfCode({ kind: '', field: '', code, list }));
  const city = 'regency' in entry && entry.regency && !code.startsWith('36.04') ? `, ${entry.regency}` : '';
  return `${entry.name}${city} (${code})`;
}

/** A code, an organisation or a reference to a resident; anything else is what it is. */
function nameInWords(desk: Desk, { kind, field, schema, value }: ValueInPlace & { readonly value: string }): Content {
  const { format, listedIn, enum: codes } = schema;
  if (listedIn ?? codes) return say(desk, wordsOfCode({ kind, field, code: value, list: listedIn }));
  if (format === 'uuid' && /ref/i.test(field)) return html`<a class="code" href="${linkTo(desk, `/residents/${value}`)}">${value}</a>`;
  return /^(nib|local):/.test(value) && field === 'organisationKey' ? organisation(desk, value) : value;
}

function textInWords(desk: Desk, place: ValueInPlace & { readonly value: string }): Content {
  const { schema, value } = place;
  if (schema.format === 'date') return dayInWords(value, desk.language);
  if (schema.format === 'date-time') return timeInWords(value, desk.language);
  const isArea = schema.listedIn === 'DISTRICT' || schema.listedIn === 'VILLAGE';
  return isArea ? area(desk, schema.listedIn, value) : nameInWords(desk, place);
}

/** A part with fields of its own, such as a target or a row of a table. */
function partInWords(desk: Desk, { kind, schema, value }: ValueInPlace & { readonly value: Readonly<Record<string, unknown>> }): Content {
  if (isReference(value)) return reference(desk, value as unknown as FactReference);
  const fields = Object.entries(value).map(([field, inner]) => {
    const named = say(desk, wordsOfField(kind, field));
    return html`<span class="part"
      >${named}: ${inWords(desk, { kind, field, schema: schema.properties?.[field] ?? {}, value: inner })}</span
    > `;
  });
  return fields;
}

function listInWords(desk: Desk, place: ValueInPlace & { readonly value: readonly unknown[] }): Content {
  const each = place.value.map((value) => inWords(desk, { ...place, schema: place.schema.items ?? {}, value }));
  if (each.length === 0) return say(desk, texts.unset);
  if (place.value.some(isObject))
    return html`<ul>
      ${each.map((content) => html`<li>${content}</li>`)}
    </ul>`;
  return each.flatMap((content, at) => (at === 0 ? [content] : [', ', content]));
}

/** A value of a fact as people say it. What the contract does not know, because its owner is ahead, is shown as it came. */
export function inWords(desk: Desk, place: ValueInPlace): Content {
  const { value } = place;
  if (typeof value === 'string') return textInWords(desk, { ...place, value });
  if (typeof value === 'boolean') return say(desk, value ? texts.yes : texts.no);
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return listInWords(desk, { ...place, value: value as readonly unknown[] });
  return isObject(value) ? partInWords(desk, { ...place, value }) : say(desk, texts.unset);
}

/** A field of a fact, as the contract of its kind describes it. */
export const fieldInWords = (desk: Desk, { kind, field, value }: Omit<ValueInPlace, 'schema'>): Content =>
  inWords(desk, { kind, field, value, schema: schemaIn(desk, kind, field) });
