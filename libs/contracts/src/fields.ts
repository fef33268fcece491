import { required, type Pii, type Word } from './body.js';
import type { JsonSchema } from './json-schema.js';
import { members } from './members.js';
import { entriesOf, type ListName } from './reference/lists.js';

export { ListOf, Optional } from './body.js';

const uuid: JsonSchema = { type: 'string', format: 'uuid', pattern: '^[0-9a-f-]{36}$' };

/** Opaque reference to a resident, made only by imigrasi. */
export const SubjectRef = (): Word =>
  required({ ...uuid, description: "a resident's reference: a lower-case UUID given by imigrasi" }, 'indirect');

export const FactId = (): Word => required({ ...uuid, description: 'the id of a fact: a lower-case UUID' });

const kindName = '^[a-z][a-z-]{1,59}$';

const factRef: JsonSchema = {
  type: 'object',
  properties: {
    kind: { type: 'string', pattern: kindName },
    factId: uuid,
    version: { type: 'string', pattern: '^[1-9][0-9]{0,18}$' },
    owner: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,30}$' },
  },
  required: ['kind', 'factId'],
  additionalProperties: false,
  description: 'a reference to a fact: { kind, factId, version?, owner? }',
};

/** Points to a fact, which may not have arrived yet. `owner` is required for kinds that several members own. */
export const FactRef = (): Word => required(factRef);

/** Shape of a `FactRef` value. */
export interface FactReference {
  readonly kind: string;
  readonly factId: string;
  readonly version?: string;
  readonly owner?: string;
}

/** A calendar day in Asia/Jakarta, never passed through a time type. */
export const CalendarDate = (pii: Pii = 'none'): Word =>
  required(
    { type: 'string', format: 'date', pattern: '^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$', description: 'a calendar day, YYYY-MM-DD' },
    pii,
  );

// Control characters, lone surrogates and private use are no part of a name; joiners (Cf) are, in Persian and Indic scripts.
const printable = '[^\\s\\p{Cc}\\p{Cs}\\p{Co}]+';

/** A name as in the document, any script; one-word names are names. */
export const PersonName = (): Word =>
  required(
    {
      type: 'string',
      minLength: 1,
      maxLength: 120,
      pattern: `^${printable}( ${printable})*$`,
      description: 'a name of 1 to 120 characters, trimmed, single spaces',
    },
    'direct',
  );

/** One line of text without anything that names a person: six digits in a row are refused (facts, rule 7). */
export const Line = (max: number, pii: Pii = 'none'): Word =>
  required(
    {
      type: 'string',
      minLength: 1,
      maxLength: max,
      pattern: `^(?!.*\\p{Nd}{6})${printable}( ${printable})*$`,
      description: `one line of at most ${max} characters, without six digits in a row`,
    },
    pii,
  );

const labelLine = Line(160).field.schema;

/** A text for people in Indonesian and English. */
export const Label = (): Word =>
  required({
    type: 'object',
    properties: { id: labelLine, en: labelLine },
    required: ['id', 'en'],
    additionalProperties: false,
    description: 'a text in Indonesian and English: { id, en }',
  });

/** Shape of a `Label` value. */
export interface LabelText {
  readonly id: string;
  readonly en: string;
}

/** A number that people know a record by; opaque. */
export const DocumentNumber = (): Word =>
  required({ type: 'string', pattern: '^[A-Z0-9-]{1,20}$', description: '1 to 20 characters A-Z, 0-9 or -, upper case' }, 'direct');

/** The same number as somebody types or scans it: case, blanks, dashes and fillers do not matter. */
export const TypedNumber = (): Word =>
  required(
    {
      type: 'string',
      pattern: '^(?=.*[A-Za-z0-9])[A-Za-z0-9 <-]{1,40}$',
      description: 'the number of a document, as it is typed or scanned: 1 to 40 letters A-Z, digits, blanks, - or <',
    },
    'direct',
  );

/** One line of a machine readable zone (ICAO Doc 9303), as it is typed or scanned. */
export const MrzLine = (): Word =>
  required(
    {
      type: 'string',
      pattern: '^[A-Za-z0-9< ]{30,60}$',
      description: 'one line of the machine readable zone: 30, 36 or 44 characters A-Z, 0-9 and <; blanks do not matter',
    },
    'direct',
  );

/** HMAC-SHA-256 of what a document says: finds a person for whoever has the document in hand, and tells nobody else anything. */
export const MatchKey = (): Word =>
  required({ type: 'string', pattern: '^[0-9a-f]{64}$', description: '64 hexadecimal digits' }, 'indirect');

/** ISO 3166-1 alpha-3, plus the ICAO 9303 codes for those without a nationality. */
export const CountryCode = (): Word =>
  required(
    { type: 'string', pattern: '^[A-Z]{3}$', listedIn: 'COUNTRY', description: 'a country by its three letters, such as KOR' },
    'indirect',
  );

/** The one cross-agency name of a company, school, clinic or foundation. */
export const OrganisationKey = (pii: Pii = 'none'): Word =>
  required(
    {
      type: 'string',
      pattern: '^(nib:[0-9A-Za-z.-]{1,40}|local:[a-z][a-z0-9-]{1,30}:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$',
      description: 'an organisation: nib:<business id number> or local:<agency>:<uuid>',
    },
    pii,
  );

/** A business that has a business id number (NIB). */
export const BusinessKey = (): Word =>
  required({ type: 'string', pattern: '^nib:[0-9A-Za-z.-]{1,40}$', description: 'a business: nib:<business id number>' });

/** A period of investment reports (LKPM): a quarter, or half a year for small businesses (BKPM 5/2025 arts 285-286). */
export const ReportingPeriod = (): Word =>
  required({ type: 'string', pattern: '^20[0-9]{2}-(Q[1-4]|S[12])$', description: 'a quarter or half a year, such as 2026-Q3 or 2026-S1' });

/** Industry by its five digits (KBLI). */
export const BusinessClassification = (): Word =>
  required({ type: 'string', pattern: '^[0-9]{5}$', description: 'a business classification (KBLI) of five digits' });

/** A kecamatan of Kabupaten Serang (36.04), Kota Cilegon (36.72) or Kota Serang (36.73), or `outside`. */
export const DistrictCode = (pii: Pii = 'none'): Word =>
  required(
    {
      type: 'string',
      pattern: '^([0-9]{2}\\.[0-9]{2}\\.[0-9]{2}|outside)$',
      listedIn: 'DISTRICT',
      description: 'a district of the area list, such as 36.04.05, or outside',
    },
    pii,
  );

/** A desa of Kabupaten Serang. */
export const VillageCode = (): Word =>
  required(
    {
      type: 'string',
      pattern: '^36\\.04\\.[0-9]{2}\\.2[0-9]{3}$',
      listedIn: 'VILLAGE',
      description: 'a village of Kabupaten Serang, such as 36.04.05.2001',
    },
    'indirect',
  );

/** A code of a closed list that belongs to the contract itself. */
export const OneOf = (values: readonly string[], pii: Pii = 'none'): Word =>
  required({ type: 'string', enum: values, description: `one of ${values.join(', ')}` }, pii);

/** A code of a dated list: the list grows without code, so only who states checks it. */
export const Listed = (list: ListName, pii: Pii = 'none'): Word =>
  required({ type: 'string', pattern: '^[A-Z][A-Z0-9_]{0,63}$', listedIn: list, description: `a code of the list ${list}` }, pii);

/** Why a fact is retracted: a code of the list REASON. */
export const RetractionReason = (): Word => OneOf(entriesOf('REASON').flatMap(({ code, retracts }) => (retracts ? [code] : [])));

/** SHA-256 of a document: names what it says without saying it. */
export const DocumentHash = (): Word =>
  required({ type: 'string', pattern: '^[0-9a-f]{64}$', description: 'the SHA-256 of a document, 64 hexadecimal digits' });

export const MemberName = (): Word => required({ type: 'string', enum: members, description: `a member: ${members.join(', ')}` });

/** A kind of fact by its name; whether there is such a kind is checked by who states it. */
export const KindName = (): Word => required({ type: 'string', pattern: kindName, description: 'a kind of fact, such as stay-permit' });

/** How many; a whole number. */
export const Count = (pii: Pii = 'none'): Word =>
  required({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'a whole number, 0 or more' }, pii);

/** A moment, RFC 3339 in UTC with milliseconds. */
export const Instant = (pii: Pii = 'none'): Word =>
  required(
    {
      type: 'string',
      format: 'date-time',
      pattern: '^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$',
      description: 'a moment in UTC, YYYY-MM-DDThh:mm:ss.sssZ',
    },
    pii,
  );

export const YesNo = (pii: Pii = 'none'): Word => required({ type: 'boolean', description: 'true or false' }, pii);

/** A position for which foreign workers are approved, and how many. */
export const ApprovedPosition = (): Word =>
  required({
    type: 'object',
    properties: { positionCode: Listed('POSITION').field.schema, count: { type: 'integer', minimum: 1, maximum: 10_000 } },
    required: ['positionCode', 'count'],
    additionalProperties: false,
    description: 'a position with a number of workers: { positionCode, count }',
  });

/** Shape of an `ApprovedPosition` value. */
export interface PositionApproved {
  readonly positionCode: string;
  readonly count: number;
}

/** A number that the stating system knows its record by; stays in its own database and finds the fact there. */
export const OwnReference = (): Word =>
  required(
    {
      type: 'string',
      minLength: 1,
      maxLength: 80,
      pattern: `^${printable}( ${printable})*$`,
      description: 'your own number for this record, 1 to 80 characters; it does not leave your agency',
    },
    'direct',
  );
