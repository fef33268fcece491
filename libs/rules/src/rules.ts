import { overstayBeyondSixty } from './overstay-beyond-sixty.js';
import { overstayChargeZone } from './overstay-charge-zone.js';
import { overstayDaySixty } from './overstay-day-sixty.js';
import { perhapsTheSamePerson } from './perhaps-the-same-person.js';
import { residencePaperMissing } from './residence-paper-missing.js';
import { residencePaperNotRenewed } from './residence-paper-not-renewed.js';
import type { Rule } from './rule.js';
import { workWithoutApproval } from './work-without-approval.js';

/** Every rule, a line each. */
export const rules: readonly Rule[] = [
  overstayChargeZone,
  overstayBeyondSixty,
  overstayDaySixty,
  workWithoutApproval,
  residencePaperMissing,
  residencePaperNotRenewed,
  perhapsTheSamePerson,
];

export const rulesOf = (member: string): readonly Rule[] => rules.filter(({ owner }) => owner === member);

export const findRule = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
