import { CalendarDate, OneOf, only, Optional, OwnReference, PermitApplicationBody, StayPermitBody } from '@timpora/contracts';

export class FileApplication extends only(
  PermitApplicationBody,
  'subjectRef',
  'applicationKind',
  'permitFact',
  'visitPermitEndsOn',
  'filedOn',
  'visitOn',
) {
  /** The number of the application; it stays with imigrasi. */
  @Optional(OwnReference()) ownReference?: string;
}

export class PayApplication {
  @CalendarDate() paidOn!: string;
}

export class ChangeAppointment {
  @CalendarDate() visitOn!: string;
}

const outcomes = ['GRANTED', 'REFUSED', 'WITHDRAWN'] as const;

export class DecideApplication {
  @CalendarDate() decidedOn!: string;
  @OneOf(outcomes) outcome!: (typeof outcomes)[number];
}

/** The new permit, and the day of the decision, on which the old one closes. */
export class ConvertPermit extends only(
  StayPermitBody,
  'permitType',
  'purposeGroup',
  'workAllowed',
  'sponsorBasis',
  'issuedOn',
  'validFrom',
  'validTo',
  'reportDueOn',
) {
  @CalendarDate() decidedOn!: string;
  /** The new permit's own number; it stays with imigrasi. */
  @Optional(OwnReference()) ownReference?: string;
}
