import { judgeStage, overstayOf } from './overstay.js';
import type { Rule } from './rule.js';
import { filled, type Text } from './text.js';

export const beyondSixtyText: Text = {
  id: 'Izin tinggal berakhir {n} hari yang lalu. Pastikan dahulu keberadaan, kesehatan dan permohonan yang tertunda; keputusan hanya melalui gelar kasus.',
  en: 'The stay permit ended {n} days ago. First make sure where the person is, that they are well, and that nothing is pending; a decision is made only in a case conference.',
};

/** AL-02: 61 days and more after the last lawful one (UU 6/2011 art. 78(3)). */
export const overstayBeyondSixty: Rule = {
  id: 'AL-02',
  version: 1,
  owner: 'imigrasi',
  reads: ['stay-permit', 'permit-application', 'final-departure'],
  urgency: 'URGENT',
  follows: 'AL-03',
  enforcement: { ask: 'VERIFY_PRESENCE', area: 'HOME', namesSubject: true },
  judge: (facts, on) => judgeStage('BEYOND', facts, on),
  advice: (facts, anchor, on) => filled(beyondSixtyText, overstayOf(facts, anchor, on)),
};
