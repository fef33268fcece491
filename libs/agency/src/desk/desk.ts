import { fieldsOf, type JsonSchema, type Words } from '@timpora/contracts';

import type { View } from '../reading/kinds.js';
import type { Language } from './language.js';

/** Who looks at a page, and why. */
export interface Reader {
  readonly subject: string;
  readonly purpose: string | null;
}

/** Whose page it is, and what every page knows of the request that it answers. */
export interface Desk extends View {
  readonly language: Language;
  /** This agency holds names of residents. */
  readonly holdsNames: boolean;
  /** The address asks for the language: so do the links of the page. */
  readonly isAsked: boolean;
  /** Null: nobody has signed in. */
  readonly reader: Reader | null;
  /** Path and query of this page, as it was asked for. */
  readonly here: string;
  /** When the page was made: an instant of system time. */
  readonly now: string;
  /** The legal day, by domain time. */
  readonly today: string;
}

/** A text in the language of the page. */
export const say = ({ language }: Desk, words: Words): string => words[language];

/** The address of a page of the desk, in the language of this one. */
export function linkTo({ language, isAsked }: Desk, path: string, query: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams({ ...query, ...(isAsked && { lang: language }) }).toString();
  return `/desk${path}${parameters && `?${parameters}`}`;
}

/** This same page in another language. */
export function inLanguage({ here }: Desk, language: Language): string {
  const [path = '', query] = pageOfDesk(here).split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('lang', language);
  return `${path}?${parameters.toString()}`;
}

/** Where to go on after signing in: a page of the desk, whatever a form says. */
export const pageOfDesk = (path: unknown): string =>
  typeof path === 'string' && /^\/desk(\/(?!sign-)[\w/-]*)?(\?[\w.%+=&~*'():,!@/;-]*)?$/.test(path) ? path : '/desk';

/** What the contract says of a field; nothing of one that only its owner knows yet. */
export const schemaIn = ({ catalogue }: View, kind: string, field: string): JsonSchema => {
  const fact = catalogue.factByKind.get(kind);
  return (fact && fieldsOf(fact.body).get(field)?.schema) ?? {};
};
