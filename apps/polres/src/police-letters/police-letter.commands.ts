import { CalendarDate, only, Optional, OwnReference, PoliceLetterBody } from '@timpora/contracts';

export class IssueLetter extends only(PoliceLetterBody, 'subjectRef', 'activityCode', 'districts', 'validFrom', 'validTo') {
  /** The letter's number; unique inside polres. */
  @Optional(OwnReference()) ownReference?: string;
}

export class ShortenLetter {
  @CalendarDate() validTo!: string;
}
