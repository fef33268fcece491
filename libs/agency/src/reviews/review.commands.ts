import { only, ReviewBody } from '@timpora/contracts';

export class DecideReview extends only(ReviewBody, 'outcome', 'reasonCode', 'decidedOn') {}

/** What is found about something that another member stated. With CORRECTED, the version that put it right is looked up. */
export class BeginReview extends only(ReviewBody, 'about', 'outcome', 'reasonCode', 'decidedOn') {}
