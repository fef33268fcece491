import type { Problem } from '@timpora/access';
import { addYears, ReligiousRecommendation, settingOn, type ReligiousRecommendationBody, type StatedValues } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { endsBeforeStart, hasEnded, notLonger, stayTooLong, stepTooLong } from './problems.js';

interface Step {
  readonly firstStayFrom: string;
  readonly from: string;
  readonly to: string;
}

/** Steps of up to two years, six in all (PMA 3/2023 art. 19; secondary). The last day of a period of years is the day before its anniversary or the anniversary itself. */
export function mayStay({ firstStayFrom, from, to }: Step, stated: StatedValues = []): Problem | null {
  if (to > addYears(from, settingOn('religious-stay.step-years', from, stated))) return stepTooLong;
  return endsInTime({ firstStayFrom, validFrom: from, validTo: to }, stated);
}

function endsInTime(
  { firstStayFrom, validFrom, validTo }: Pick<ReligiousRecommendationBody, 'firstStayFrom' | 'validFrom' | 'validTo'>,
  stated: StatedValues = [],
): Problem | null {
  return validTo > addYears(firstStayFrom, settingOn('religious-stay.total-years', validFrom, stated)) ? stayTooLong : null;
}

export const recommendationInvariant: Invariant<typeof ReligiousRecommendation> = {
  fact: ReligiousRecommendation,
  holds: (recommendation, _today, stated) => endsInTime(recommendation, stated),
};

export const isInForce = ({ state }: ReligiousRecommendationBody): Problem | null => (state === 'IN_FORCE' ? null : hasEnded);

export const mayRenew = (recommendation: ReligiousRecommendationBody, validTo: string, stated: StatedValues = []): Problem | null =>
  isInForce(recommendation) ??
  (validTo <= recommendation.validTo
    ? notLonger
    : mayStay({ firstStayFrom: recommendation.firstStayFrom, from: recommendation.validTo, to: validTo }, stated));

export const mayEnd = (recommendation: ReligiousRecommendationBody, endedOn: string): Problem | null =>
  isInForce(recommendation) ?? (endedOn < recommendation.validFrom ? endsBeforeStart : null);
