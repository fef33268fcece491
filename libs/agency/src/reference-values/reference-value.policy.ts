import type { Problem } from '@timpora/access';
import {
  addDays,
  agencies,
  dayKinds,
  isListed,
  issuerOfCode,
  issuerOfSetting,
  readSetting,
  ReferenceValue,
  type Member,
  type ReferenceValueBody,
} from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { alreadySet, hasEnded, keyOfAnother, keyUnknown, valueUnfitting } from './problems.js';

type KeyAndValue = Pick<ReferenceValueBody, 'key' | 'value'>;

interface ListRules {
  /** Who may state this key; nobody where there is no such key. */
  issuer(key: string): Member | undefined;
  fits(stated: KeyAndValue): boolean;
}

const code = /^[A-Z][A-Z0-9_]{0,63}$/;
const day = /^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const isDay = (text: string): boolean => day.test(text) && addDays(text, 0) === text;

const codes = (list: ReferenceValueBody['list'], fits: ListRules['fits'] = () => true): ListRules => ({
  issuer: (key) => (code.test(key) ? issuerOfCode(list, key) : undefined),
  fits,
});

const isPosition = (text = ''): boolean => isListed('POSITION', text);

const rules: Readonly<Record<ReferenceValueBody['list'], ListRules>> = {
  HOLIDAY: {
    issuer: (key) => (isDay(key) ? 'imigrasi' : undefined),
    fits: ({ value = 'HOLIDAY' }) => Object.hasOwn(dayKinds, value),
  },
  SETTING: { issuer: issuerOfSetting, fits: ({ key, value }) => readSetting(key, value) !== undefined },
  POSITION: codes('POSITION'),
  FORBIDDEN_POSITION: codes('FORBIDDEN_POSITION', ({ key }) => isPosition(key)),
  POSITION_SYNONYM: codes('POSITION_SYNONYM', ({ key, value }) => key !== value && isPosition(key) && isPosition(value)),
  VIOLATION_RULE: codes('VIOLATION_RULE', ({ value }) => agencies.some((agency) => agency === value)),
  VISA_INDEX: codes('VISA_INDEX'),
  TOPIC: codes('TOPIC'),
  UNIT: codes('UNIT'),
  REASON: codes('REASON'),
};

function mayBeSet({ list, key, value }: ReferenceValueBody, member: Member): Problem | null {
  const { issuer, fits } = rules[list];
  const owner = issuer(key);
  if (owner === undefined) return keyUnknown;
  if (owner !== member) return keyOfAnother;
  return fits({ key, ...(value !== undefined && { value }) }) ? null : valueUnfitting;
}

/** A key has one issuer, and from a day on one value. */
export const referenceValueInvariant = (member: Member): Invariant<typeof ReferenceValue> => ({
  fact: ReferenceValue,
  holds: (value) => mayBeSet(value, member),
  unique: [{ by: ({ list, key, validFrom }) => ({ list, key, validFrom }), taken: alreadySet }],
});

export const mayEnd = ({ validTo }: ReferenceValueBody): Problem | null => (validTo === undefined ? null : hasEnded);
