import { DomainError } from '@timpora/access';
import { addDays, mayHold, type AnyFact, type Catalogue, type Member } from '@timpora/contracts';

import type { Condition } from './facts.sql.js';
import { idMalformed, kindNotEntitled, kindUnknown, searchUnknown } from './problems.js';
import type { NameField } from './residents.sql.js';

/** Whose view is read, and by which contracts. */
export interface View {
  readonly member: Member;
  readonly catalogue: Catalogue;
}

/** A kind that this member holds. @throws {DomainError} `kind.unknown`, `kind.not-entitled` */
export function getKind({ member, catalogue }: View, kind: string): AnyFact {
  const fact = catalogue.factByKind.get(kind);
  if (!fact) throw new DomainError(kindUnknown);
  if (!mayHold(catalogue, member, fact)) throw new DomainError(kindNotEntitled);
  return fact;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => uuid.test(text);

/** @throws {DomainError} `id.malformed`: a look-up without a true id finds nobody, never somebody else */
export function getUuid(text: string): string {
  if (!isUuid(text)) throw new DomainError(idMalformed);
  return text;
}

/** The names by which this member may recognise a resident. */
export const nameFields = ({ member, catalogue }: View): readonly NameField[] =>
  catalogue.facts
    .filter((fact) => fact.subject !== null && mayHold(catalogue, member, fact))
    .flatMap((fact) =>
      Object.entries(fact.searched)
        .filter(([, how]) => how === 'contains')
        .map(([field]) => ({ fact, field })),
    );

const paging = ['limit', 'after', 'reference'];
const day = /^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const isDay = (text: string): boolean => day.test(text) && addDays(text, 0) === text;

/** The conditions that a query asks for. @throws {DomainError} `search.unknown-parameter` naming what may be asked */
export function conditionsOf(fact: AnyFact, query: Readonly<Record<string, unknown>>): readonly Condition[] {
  const allowed = new Map<string, Pick<Condition, 'field' | 'compare'>>(
    Object.entries(fact.searched).flatMap(([field, how]): [string, Pick<Condition, 'field' | 'compare'>][] =>
      how === 'range'
        ? [
            [`${field}.from`, { field, compare: 'from' }],
            [`${field}.to`, { field, compare: 'to' }],
          ]
        : [[field, { field, compare: how }]],
    ),
  );
  return Object.entries(query)
    .filter(([name]) => !paging.includes(name))
    .map(([name, value]) => {
      const condition = allowed.get(name);
      const asksDay = condition?.compare === 'from' || condition?.compare === 'to';
      if (!condition || typeof value !== 'string' || (asksDay && !isDay(value))) {
        throw new DomainError(searchUnknown, undefined, {
          errors: [...allowed.keys()].map((each) => (/\.(from|to)$/.test(each) ? `${each}=YYYY-MM-DD` : `${each}=`)),
        });
      }
      return { ...condition, value };
    });
}
