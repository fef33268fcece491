import { IdentityLinkBody, ListOf, only, Optional, RetractionReason, SubjectRef } from '@timpora/contracts';

/** References that are one person, in the eyes of the officer who proposes it. */
export class ProposeLink extends only(IdentityLinkBody, 'basis') {
  @ListOf(SubjectRef(), { min: 2, max: 11 }) references!: string[];
  /** The one to keep; the oldest when absent. */
  @Optional(SubjectRef()) keptRef?: string;
}

/** A merge as it should have been; the reference that was kept stays. */
export class ProposeCorrection extends only(IdentityLinkBody, 'mergedRefs', 'basis') {}

export class ProposeRetraction {
  @RetractionReason() reason!: string;
}
