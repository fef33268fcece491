import type { Rule } from './rule.js';

/** AL-21: two references may be one person, such as one who came back. Identities are compared, never weighed; only two officers decide. */
export const perhapsTheSamePerson: Rule = {
  id: 'AL-21',
  version: 1,
  title: { id: 'Mungkin orang yang sama tercatat dua kali', en: 'Perhaps the same person twice' },
  owner: 'dukcapil',
  reads: ['foreign-national', 'travel-document'],
  urgency: 'ORDINARY',
  judge: ({ suspicions }) => ({
    findings: suspicions.map(({ anchor, other, since }) => ({ anchor, since, evidence: [anchor, other] })),
    nextLook: null,
  }),
  advice: () => ({
    id: 'Dua catatan mungkin milik satu orang yang kembali. Keputusan oleh dua petugas, bukan oleh mesin.',
    en: 'Two records may be one person who came back. Two officers decide, not the machine.',
  }),
};
