import type { Problem } from '@timpora/access';
import { addYears, ReligiousRecommendation, settingOn, type ReligiousRecommendationBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { endsBeforeStart, hasEnded, notLonger, stayTooLong, stepTooLong } from './problems.js';

interface Step {
  readonly firstStayFrom: string;
  readonly from: string;
  readonly to: string;
}

/** Steps of up to two years, six in all (PMA 3/2023 art. 19; secondary). The last day of a period of years is the day before its anniversary or the anniversary itself. */
export function mayStay({ firstStayFrom, from, to }: Step): Problem | null {
  if (to > addYears(from, settingOn('religious-stay.step-years', from))) return stepTooLong;
  return endsInTime({ firstStayFrom, validFrom: from, validTo: to });
}

function endsInTime({
  firstStayFrom,
  validFrom,
  validTo,
}: Pick<ReligiousRecommendationBody, 'firstStayFrom' | 'validFrom' | 'validTo'>): Problem | null {
  return validTo > addYears(firstStayFrom, settingOn('religious-stay.total-years', validFrom)) ? stayTooLong : null;
}

export const recommendationInvariant: Invariant<typeof ReligiousRecommendation> = { fact: ReligiousRecommendation, holds: endsInTime };

export const isInForce = ({ state }: ReligiousRecommendationBody): Problem | null => (state === 'IN_FORCE' ? null : hasEnded);

export const mayRenew = (recommendation: ReligiousRecommendationBody, validTo: string): Problem | null =>
  isInForce(recommendation) ??
  (validTo <= recommendation.validTo
    ? notLonger
    : mayStay({ firstStayFrom: recommendation.firstStayFrom, from: recommendation.validTo, to: validTo }));

export const mayEnd = (recommendation: ReligiousRecommendationBody, endedOn: string): Problem | null =>
  isInForce(recommendation) ?? (endedOn < recommendation.validFrom ? endsBeforeStart : null);
