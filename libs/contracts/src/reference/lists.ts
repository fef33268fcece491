import type { Agency } from '../members.js';
import { districts, villages } from './areas.js';
import { countries } from './countries.js';
import type { DatedList, Entry } from './dated-list.js';
import { positions, type Position } from './positions.js';
import type { Area, Village } from './read-areas.js';
import { reasons, type Reason } from './reasons.js';
import { topics } from './topics.js';
import { units } from './units.js';
import { violationRules, type ViolationRule } from './violation-rules.js';

/** What an entry of each list says. */
export interface ListEntries {
  readonly DISTRICT: Area;
  readonly VILLAGE: Village;
  readonly COUNTRY: Entry;
  readonly POSITION: Position;
  readonly TOPIC: Entry;
  readonly VIOLATION_RULE: ViolationRule;
  readonly REASON: Reason;
  readonly UNIT: Entry;
}
export type ListName = keyof ListEntries;

const lists: { readonly [L in ListName]: DatedList<ListEntries[L]> } = {
  DISTRICT: districts,
  VILLAGE: villages,
  COUNTRY: countries,
  POSITION: positions,
  TOPIC: topics,
  VIOLATION_RULE: violationRules,
  REASON: reasons,
  UNIT: units,
};

const byCode = <E extends Entry>({ entries }: DatedList<E>): ReadonlyMap<string, E> => new Map(entries.map((entry) => [entry.code, entry]));

const indexed: { readonly [L in ListName]: ReadonlyMap<string, ListEntries[L]> } = {
  DISTRICT: byCode(districts),
  VILLAGE: byCode(villages),
  COUNTRY: byCode(countries),
  POSITION: byCode(positions),
  TOPIC: byCode(topics),
  VIOLATION_RULE: byCode(violationRules),
  REASON: byCode(reasons),
  UNIT: byCode(units),
};

/** A code that a member stated beside those of this release. */
export interface StatedCode {
  readonly list: string;
  readonly key: string;
  /** Of a violation rule: the agency that decides. */
  readonly value?: string;
  readonly label: { readonly id: string; readonly en: string };
}

type Stated = ReadonlyMap<string, Entry>;
/** By who holds them. They are public and have one issuer each: what one member of a process knows, all may use. */
const stated = new Map<string, Stated>();

/** What an entry says beyond its names, where only its stater can say it; what a further code cannot mean is left out. */
const meaningOf: { readonly [L in ListName]?: (value: string | undefined) => Omit<ListEntries[L], keyof Entry> } = {
  POSITION: () => ({ forbidden: false }),
  VIOLATION_RULE: (value) => ({ competentAgency: value as Agency }),
  REASON: () => ({ retracts: false }),
};

/** Takes the codes that a member holds and that are valid by now, in place of those that it held before. */
export function listsAlsoHave(holder: string, codes: readonly StatedCode[]): void {
  const entryOf = ({ list, key, value, label }: StatedCode): Entry => ({
    ...{ code: key, name: label.en, nameId: label.id },
    ...meaningOf[list as ListName]?.(value),
  });
  stated.set(holder, new Map(codes.map((code) => [`${code.list}/${code.key}`, entryOf(code)])));
}

function statedEntry(list: ListName, code: string): Entry | undefined {
  for (const codes of stated.values()) {
    const entry = codes.get(`${list}/${code}`);
    if (entry) return entry;
  }
  return undefined;
}

/** Is this code in the list, of this release or by what a member stated? */
export const isListed = (list: ListName, code: string): boolean => findEntry(list, code) !== undefined;

/** The codes that a list has in this release, with their names, in the order of the list. */
export const entriesOf = <L extends ListName>(list: L): readonly ListEntries[L][] => lists[list].entries;

/** What the list says of a code, nothing when it is not in it. */
export const findEntry = <L extends ListName>(list: L, code: string): ListEntries[L] | undefined =>
  indexed[list].get(code) ?? (statedEntry(list, code) as ListEntries[L] | undefined);

/** Source, validity and confidence of a list, shown beside its values. */
export const originOf = (list: ListName): Omit<DatedList, 'entries'> => {
  const { entries: _entries, ...origin } = lists[list];
  return origin;
};

/** Who decides about a suspected breach of this rule. @throws for a code that is not in VIOLATION_RULE */
export function competentAgencyFor(ruleCode: string): Agency {
  const rule = findEntry('VIOLATION_RULE', ruleCode);
  if (!rule) throw new Error('no such rule in VIOLATION_RULE');
  return rule.competentAgency;
}

/** The district of a village, nothing for a village that is not in the list. */
export const districtOf = (village: string): string | undefined => indexed.VILLAGE.get(village)?.district;
