import { CalendarDate, only, Optional, OwnReference, PracticePermitBody } from '@timpora/contracts';

export class IssuePractice extends only(
  PracticePermitBody,
  'subjectRef',
  'organisationKey',
  'professionGroup',
  'workDistrict',
  'registrationFirstFrom',
  'registrationValidTo',
  'validFrom',
  'validTo',
  'economicZone',
) {
  /** The number of the permit (SIP); it stays with dinkes. */
  @Optional(OwnReference()) ownReference?: string;
}

export class RenewPractice extends only(PracticePermitBody, 'registrationValidTo', 'validTo') {}

export class EndPractice {
  @CalendarDate() endedOn!: string;
}
