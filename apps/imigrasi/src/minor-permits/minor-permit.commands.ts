import { CalendarDate, MinorPermitBody, only, Optional, OwnReference } from '@timpora/contracts';

export class IssueMinorPermit extends only(
  MinorPermitBody,
  'subjectRef',
  'permitType',
  'purposeGroup',
  'issuedOn',
  'validFrom',
  'validTo',
  'guardianRef',
) {
  /** The permit's own number; it stays with imigrasi. */
  @Optional(OwnReference()) ownReference?: string;
}

export class ExtendMinorPermit {
  @CalendarDate() validTo!: string;
  /** Day of the decision. */
  @CalendarDate() extendedOn!: string;
}

export class PayForMinor {
  @CalendarDate() paidOn!: string;
}

export class RecordDepartureOfMinor {
  @CalendarDate() departedOn!: string;
}

export class RecordReturnOfMinor {
  @CalendarDate() returnedOn!: string;
}

/** Without a reference: the guardian does not reside here. */
export class ChangeGuardian extends only(MinorPermitBody, 'guardianRef') {}
