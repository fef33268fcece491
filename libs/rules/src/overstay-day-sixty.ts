import { beyondSixtyText } from './overstay-beyond-sixty.js';
import { chargeZoneText } from './overstay-charge-zone.js';
import { judgeStage, overstayOf } from './overstay.js';
import type { Rule } from './rule.js';
import { filled, type Text } from './text.js';

const neutralText: Text = {
  id: 'Hari ini hari ke-60 sejak izin tinggal berakhir. Undang-undang tidak menyebut hari ini; minta keputusan pimpinan.',
  en: 'Today is day 60 since the stay permit ended. The act is silent on this day; ask the head of office for a decision.',
};

/** By the setting `overstay.day60`; anything else reads as REVIEW. */
const texts: Readonly<Record<string, Text>> = { CHARGE_ZONE: chargeZoneText, DEPORTATION_ZONE: beyondSixtyText };

/** AL-03: day 60, of which UU 6/2011 art. 78 does not speak; a setting says how the office reads it. */
export const overstayDaySixty: Rule = {
  id: 'AL-03',
  version: 1,
  owner: 'imigrasi',
  reads: ['stay-permit', 'permit-application', 'final-departure'],
  urgency: 'SOON',
  follows: 'AL-01',
  judge: (facts, on) => judgeStage('DAY_60', facts, on),
  advice: (facts, anchor, on) => filled(texts[on.settings.choice('overstay.day60')] ?? neutralText, overstayOf(facts, anchor, on)),
};
