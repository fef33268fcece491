import type { Agency } from '@timpora/contracts';

import type { Person } from './people.js';

/** A command by the line, as an agency's system sends it in bulk. */
export interface Line {
  readonly command: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ifMatch?: string;
}

/** What an agency answered to the lines before: the fact, by its key. */
export interface Stated {
  readonly factId: string;
  readonly version: string;
  readonly subjectRef: string | null;
}

export interface Stage {
  readonly agency: Agency;
  readonly lines: readonly Line[];
}

export type Known = (key: string) => Stated;

export const keyOf = (person: Person, step: string): string => `sample-${person.number}-${step}`;
export const subjectOf = (known: Known, person: Person): string => known(keyOf(person, 'identity')).subjectRef ?? '';
