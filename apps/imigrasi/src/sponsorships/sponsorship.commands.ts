import { CalendarDate, OneOf, only, Optional, OwnReference, some, SponsorshipBody } from '@timpora/contracts';

export class StartSponsorship extends only(
  SponsorshipBody,
  'subjectRef',
  'basis',
  'organisationKey',
  'organisationRole',
  'goldenVisa',
  'startsOn',
  'endsOn',
) {
  @Optional(OwnReference()) ownReference?: string;
}

/** What really changed; the organisation never does: another one is another sponsorship. */
export class ChangeSponsorship extends some(SponsorshipBody, 'organisationRole', 'goldenVisa', 'endsOn') {}

const endings = ['RELEASED', 'ENDED'] as const;

export class EndSponsorship {
  /** Released: by the sponsor, or because the resident objects (Permenkumham 11/2024 art. 167). */
  @OneOf(endings) state!: (typeof endings)[number];
  @CalendarDate() endsOn!: string;
}
