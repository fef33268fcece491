import { addDays } from '@timpora/contracts';

import { papersSince, permitsIn, shouldHavePaper } from './residence-paper.js';
import { firstAfter, type Rule } from './rule.js';

/** The law gives 14 days: on the 15th the paper is late (UU 23/2006 art. 20(1)). */
const lateAfterDays = 15;

/** AL-12: the first residence paper (SKTT) of a limited permit's holder is missing. */
export const residencePaperMissing: Rule = {
  id: 'AL-12',
  version: 1,
  owner: 'dukcapil',
  reads: ['stay-permit', 'minor-permit', 'residence', 'change-report', 'final-departure'],
  urgency: 'ORDINARY',
  judge: (facts, { today }) => {
    const permits = permitsIn(facts).map((permit) => ({ permit, since: addDays(permit.body.issuedOn, lateAfterDays) }));
    const late = permits.filter(
      ({ permit, since }) => since <= today && shouldHavePaper(facts, permit) && papersSince(facts, permit.body.issuedOn).length === 0,
    );
    return {
      findings: late.map(({ permit: { ref }, since }) => ({
        anchor: ref,
        since,
        evidence: [ref, ...facts['change-report'].map((report) => report.ref)].slice(0, 20),
      })),
      nextLook: firstAfter(
        today,
        permits.map(({ since }) => since),
      ),
    };
  },
  advice: () => ({
    id: 'SKTT belum tercatat setelah 14 hari. Undang dengan ramah dan sebutkan berkas yang perlu dibawa.',
    en: 'No SKTT is on record after 14 days. Send a kind invitation with the list of papers.',
  }),
};
