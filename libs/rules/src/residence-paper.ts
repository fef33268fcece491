import type { Day } from '@timpora/contracts';

import type { Bodies, JudgedFacts, Seen } from './facts.js';

export type AnyPermit = Seen<Bodies['stay-permit']> | Seen<Bodies['minor-permit']>;

export const permitsIn = (facts: JudgedFacts): readonly AnyPermit[] => [...facts['stay-permit'], ...facts['minor-permit']];

/** The district of the newest address that immigration was told. */
const declaredDistrict = (facts: JudgedFacts): string =>
  facts['change-report']
    .filter(({ body }) => body.reportType === 'ADDRESS')
    .sort((one, other) => (one.body.effectiveOn < other.body.effectiveOn ? -1 : 1))
    .at(-1)?.body.declaredDistrict ?? '';

/** Has dukcapil to give this holder a residence paper: a limited permit that is valid, declared to live here, present, not about to move? */
export function shouldHavePaper(facts: JudgedFacts, { body }: AnyPermit): boolean {
  if (body.permitType !== 'LIMITED' || body.state !== 'VALID' || body.holderAbroadSince !== undefined) return false;
  const isMoving = facts.residence.some(({ body: { state, moveLetterOn } }) => state === 'CURRENT' && moveLetterOn !== undefined);
  const hasLeft = facts['final-departure'].some(({ body: { departedOn } }) => departedOn >= body.validFrom);
  return declaredDistrict(facts).startsWith('36.04.') && !isMoving && !hasLeft;
}

/** Papers of this period of residence: those of an earlier one count no more for whoever came back. */
export const papersSince = (facts: JudgedFacts, issuedOn: Day): JudgedFacts['residence'] =>
  facts.residence.filter(
    ({ body: { state, certificateIssuedOn } }) =>
      certificateIssuedOn !== undefined && (state !== 'ENDED' || certificateIssuedOn >= issuedOn),
  );
