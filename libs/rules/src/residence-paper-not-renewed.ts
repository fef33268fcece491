import { addDays, type Day } from '@timpora/contracts';

import type { JudgedFacts } from './facts.js';
import { papersSince, permitsIn, shouldHavePaper, type AnyPermit } from './residence-paper.js';
import { firstAfter, latest, type On, type Rule } from './rule.js';

/** The day on which an extended permit's old paper is late; null while the permit was not extended, or without an old paper. */
function lateOn(facts: JudgedFacts, { body: { issuedOn, lastExtendedOn } }: AnyPermit, { settings }: On): Day | null {
  const ends = papersSince(facts, issuedOn).flatMap(({ body }) => body.certificateValidTo ?? []);
  if (lastExtendedOn === undefined || ends.length === 0) return null;
  return latest(addDays(lastExtendedOn, settings.number('residence-paper.renewal-days') + 1), addDays(latest(...ends), 1));
}

/** AL-13: the permit was extended, and the residence paper has ended without a new one. */
export const residencePaperNotRenewed: Rule = {
  id: 'AL-13',
  version: 1,
  owner: 'dukcapil',
  reads: ['stay-permit', 'minor-permit', 'residence', 'change-report', 'final-departure'],
  urgency: 'ORDINARY',
  judge: (facts, on) => {
    const permits = permitsIn(facts).flatMap((permit) => {
      const since = lateOn(facts, permit, on);
      return since === null ? [] : [{ permit, since }];
    });
    const late = permits.filter(({ permit, since }) => since <= on.today && shouldHavePaper(facts, permit));
    return {
      findings: late.map(({ permit: { ref }, since }) => ({
        anchor: ref,
        since,
        evidence: [ref, ...facts.residence.map((residence) => residence.ref)].slice(0, 20),
      })),
      nextLook: firstAfter(
        on.today,
        permits.map(({ since }) => since),
      ),
    };
  },
  advice: () => ({
    id: 'ITAS sudah diperpanjang; SKTT lama sudah berakhir. Mungkin yang baru belum sempat diurus: ingatkan dengan ramah.',
    en: 'The ITAS was extended; the old SKTT has ended. There may just have been no time yet for a new one: send a kind reminder.',
  }),
};
