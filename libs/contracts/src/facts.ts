import { fieldsOf, schemaOf, type BodyClass } from './body.js';
import { compileCheck, openForm, type Check } from './json-schema.js';
import type { Member, Purpose } from './members.js';

/** `every-member`: each instance still has one owner, the member who stated it (violations). */
export type Owner = Member | 'every-member';
type Others<O extends Owner> = O extends 'every-member' ? Member : Exclude<Member, O>;

/** How a field is searched: names by part of the text, codes by equality, days by range, references by the id they point to. Each gets an index. */
export type SearchedAs = 'contains' | 'equals' | 'range' | 'points-to';
export type Retention = 'RC-IDENTITY' | 'RC-REGISTER' | 'RC-CASE' | 'RC-TASK' | 'RC-ORG' | 'RC-RIGHTS' | 'RC-OPEN';
export type Classification = 'public' | 'internal' | 'restricted' | 'specific';

/**
 * Of whom a kind may be stated. A minor is under 18 on the legal day: what is said about children is specific personal data (UU 27/2022 art. 4), and
 * the kinds that may say it have few readers, or carry opaque ids, codes and days only.
 */
export type About = 'adults' | 'minors' | 'anyone';

type StateOf<Body> = Body extends { state: infer State extends string } ? State : never;

interface FactSpec<Kind extends string, O extends Owner, Body extends object> {
  readonly kind: Kind;
  readonly owner: O;
  readonly body: BodyClass<Body>;
  /** The field with the resident's reference, absent when the kind is about no person. */
  readonly subject?: keyof Body & string;
  /** The kind by which a resident becomes known: its facts make references, all others use one that is held already. */
  readonly makesSubject?: boolean;
  /** The field with the resident's day of birth, in the kind that says who a resident is. */
  readonly bornOn?: keyof Body & string;
  /** The field with further references of the same resident: a fact of this kind says that they are one, and every view follows. */
  readonly merges?: keyof Body & string;
  /** Adults when absent. */
  readonly about?: About;
  /** Who may know it and why; the owner knows its own facts anyway. */
  readonly knownBy: { readonly [M in Others<O>]?: Purpose } & { readonly [M in O & Member]?: never };
  /** For `every-member` only; every member when absent. */
  readonly statedBy?: readonly Member[];
  readonly classification: Classification;
  readonly retention: Retention;
  readonly searched?: { readonly [F in keyof Body & string]?: SearchedAs };
  /** Fields by which the owner tells a new fact from those that it has: each gets an index there, and cannot be searched for. */
  readonly toldApartBy?: readonly (keyof Body & string)[];
  /** Pairs of days of which the first is never after the second. */
  readonly inOrder?: readonly (readonly [keyof Body & string, keyof Body & string])[];
  /** Fields that a fact has in these states, and in no others. */
  readonly onlyIn?: { readonly [F in keyof Body & string]?: readonly StateOf<NoInfer<Body>>[] };
  /** A synthetic body, shown in the catalogue and the API. */
  readonly example: NoInfer<Body>;
}

export interface Fact<Kind extends string = string, O extends Owner = Owner, Body extends object = object> {
  readonly kind: Kind;
  readonly owner: O;
  readonly body: BodyClass<Body>;
  readonly subject: (keyof Body & string) | null;
  readonly makesSubject: boolean;
  readonly bornOn: (keyof Body & string) | null;
  readonly merges: (keyof Body & string) | null;
  /** Kept to wherever the owner can know the age: a new fact about somebody else is refused. */
  readonly about: About;
  readonly knownBy: Readonly<Partial<Record<Member, Purpose>>>;
  readonly statedBy: readonly Member[] | 'all';
  readonly classification: Classification;
  readonly retention: Retention;
  readonly searched: Readonly<Record<string, SearchedAs>>;
  readonly toldApartBy: readonly string[];
  readonly inOrder: readonly (readonly [string, string])[];
  readonly onlyIn: Readonly<Record<string, readonly string[]>>;
  readonly example: Body;
  /** Closed: what the owner may state. */
  readonly checkStated: Check;
  /** Open: what a reader accepts; unknown fields pass. */
  readonly checkHeard: Check;
}

export interface Event<Name extends string = string, F extends AnyFact = AnyFact> {
  readonly name: Name;
  readonly version: number;
  /** `<name>.v<major>`: the CloudEvents type. */
  readonly type: string;
  /** One partition unless the kind is known to be busy; never lowered. */
  readonly partitions: number;
  readonly fact: F;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one place where a fact of any body is named
export type AnyFact = Fact<string, Owner, any>;
export type AnyEvent = Event<string, AnyFact>;
export type BodyOf<F> = F extends Fact<string, Owner, infer Body> ? Body : never;

/** What `Me` may state: its own facts and those that every member may own. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see AnyFact
export type FactStatedBy<Me extends Member> = Fact<string, Me | 'every-member', any>;
export type EventStatedBy<Me extends Member> = Event<string, FactStatedBy<Me>>;

/** What a kind says by leaving it away. Nothing about children. */
const whenAbsent = {
  subject: null,
  makesSubject: false,
  bornOn: null,
  merges: null,
  about: 'adults',
  statedBy: 'all',
  toldApartBy: [],
  inOrder: [],
} as const;

/** Declares a kind of fact: who owns it, what it says, who may know it and why. Everything else is derived from this value. */
export function defineFact<const Kind extends string, const O extends Owner, Body extends object>(
  spec: FactSpec<Kind, O, Body>,
): Fact<Kind, O, Body> {
  const closed = schemaOf(spec.body);
  return Object.freeze({
    ...whenAbsent,
    ...spec,
    searched: (spec.searched ?? {}) as Record<string, SearchedAs>,
    onlyIn: (spec.onlyIn ?? {}) as Record<string, readonly string[]>,
    checkStated: compileCheck(closed),
    checkHeard: compileCheck(openForm(closed)),
  });
}

/** Declares what can happen to a fact. A changed meaning is a new `version`, never a change in place. */
export function defineEvent<const Name extends string, F extends AnyFact>(spec: {
  name: Name;
  version: number;
  fact: F;
  partitions?: number;
}): Event<Name, F> {
  return Object.freeze({ ...spec, partitions: spec.partitions ?? 1, type: `${spec.name}.v${spec.version}` });
}

const farFutureYears = 30;

interface BrokenRule {
  readonly path: string;
  readonly message: string;
}

/** Rules of every body that a schema cannot say: fields that fit the state, days in order, none more than 30 years ahead. */
export const brokenRules = (fact: AnyFact, body: Readonly<Record<string, unknown>>, today: string): readonly BrokenRule[] => [
  ...unfitting(fact, body),
  ...brokenDates(fact, body, today),
];

function unfitting({ onlyIn }: AnyFact, body: Readonly<Record<string, unknown>>): readonly BrokenRule[] {
  const state = String(body.state);
  const wrong = Object.entries(onlyIn).filter(([field, states]) => states.includes(state) === (body[field] === undefined));
  return wrong.map(([field, states]) => ({ path: `/${field}`, message: `belongs to ${states.join(' and ')}: given then, and only then` }));
}

function brokenDates(fact: AnyFact, body: Readonly<Record<string, unknown>>, today: string): readonly BrokenRule[] {
  const limit = `${Number(today.slice(0, 4)) + farFutureYears}${today.slice(4)}`;
  const unordered = fact.inOrder.filter(([first, second]) => String(body[first] ?? '') > String(body[second] ?? '9999'));
  const far = [...fieldsOf(fact.body)].filter(([name, { schema }]) => schema.format === 'date' && String(body[name] ?? '') > limit);
  return [
    ...unordered.map(([first, second]) => ({ path: `/${second}`, message: `is before ${first}` })),
    ...far.map(([name]) => ({ path: `/${name}`, message: `is more than ${farFutureYears} years ahead` })),
  ];
}
