import { judgeStage, overstayOf } from './overstay.js';
import type { Rule } from './rule.js';
import { filled, type Text } from './text.js';

export const chargeZoneText: Text = {
  id: 'Izin tinggal berakhir {date}, {n} hari yang lalu, dan belum terlihat permohonan yang sudah dibayar. Hubungi dahulu pemegang izin atau penjamin: mungkin sudah mengurus.',
  en: 'The stay permit ended on {date}, {n} days ago, and no paid application is on record. Contact the holder or sponsor first: it may already be in hand.',
};

/** AL-01: 1 to 59 days after the last lawful one (UU 6/2011 art. 78(1)(2)). Paid in time, abroad, gone, closed or valid otherwise speaks against it. */
export const overstayChargeZone: Rule = {
  id: 'AL-01',
  version: 1,
  owner: 'imigrasi',
  reads: ['stay-permit', 'permit-application', 'final-departure'],
  urgency: 'SOON',
  judge: (facts, on) => judgeStage('CHARGE', facts, on),
  advice: (facts, anchor, on) => filled(chargeZoneText, overstayOf(facts, anchor, on)),
};
