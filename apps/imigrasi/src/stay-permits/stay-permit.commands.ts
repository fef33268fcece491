import { CalendarDate, only, Optional, OwnReference, StayPermitBody } from '@timpora/contracts';

export class IssuePermit extends only(
  StayPermitBody,
  'subjectRef',
  'permitType',
  'origin',
  'purposeGroup',
  'workAllowed',
  'sponsorBasis',
  'issuedOn',
  'validFrom',
  'validTo',
  'reportDueOn',
) {
  /** The permit's own number; it stays with imigrasi. */
  @Optional(OwnReference()) ownReference?: string;
}

export class ExtendPermit {
  @CalendarDate() validTo!: string;
  /** Day of the decision. */
  @CalendarDate() extendedOn!: string;
}

export class ClosePermit extends only(StayPermitBody, 'closureKind') {
  @CalendarDate() closedOn!: string;
}

export class CancelPermit {
  @CalendarDate() cancelledOn!: string;
}

export class RecordDeparture {
  @CalendarDate() departedOn!: string;
}

export class RecordReturn {
  @CalendarDate() returnedOn!: string;
}
