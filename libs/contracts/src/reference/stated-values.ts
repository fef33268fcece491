import type { Day } from '../days.js';
import { members, type Member } from '../members.js';

/** A reference value that a member stated, as it is held here. */
export interface StatedValue {
  readonly issuer: string;
  readonly list: string;
  readonly key: string;
  readonly value?: string;
  readonly validFrom: Day;
  readonly validTo?: Day;
}

/** What members stated; it stands before what the files of this release say, from its day on. */
export type StatedValues = readonly StatedValue[];

const prefixOf = (member: Member): string => `${member.toUpperCase()}_`;

/** Whose key this is: a desk that bears the name of a member is that member's own, all other codes are common and imigrasi's. */
export const issuerOfCode = (list: string, key: string): Member =>
  members.find((member) => list === 'UNIT' && key.startsWith(prefixOf(member))) ?? 'imigrasi';

/** The value of one key that is valid on a day: of those that its issuer stated, the one that began last. */
export function statedOn(
  stated: StatedValues,
  { list, key, issuer }: Pick<StatedValue, 'list' | 'key' | 'issuer'>,
  day: Day,
): StatedValue[] {
  return stated
    .filter((each) => each.list === list && each.key === key && each.issuer === issuer)
    .filter(({ validFrom, validTo = day }) => validFrom <= day && day <= validTo)
    .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1));
}
