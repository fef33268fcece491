import { CalendarDate, only, Optional, OwnReference, ReligiousRecommendationBody } from '@timpora/contracts';

export class Recommend extends only(ReligiousRecommendationBody, 'subjectRef', 'territory', 'firstStayFrom', 'validFrom', 'validTo') {
  /** The number of the recommendation; unique inside kemenag. */
  @Optional(OwnReference()) ownReference?: string;
}

export class RenewRecommendation extends only(ReligiousRecommendationBody, 'validTo') {}

export class ChangeTerritory extends only(ReligiousRecommendationBody, 'territory') {}

export class EndRecommendation {
  @CalendarDate() endedOn!: string;
}
