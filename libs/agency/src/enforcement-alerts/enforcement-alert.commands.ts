import { MemberName, OneOf, type Member } from '@timpora/contracts';

import { outcomes } from '../alerts/alert.commands.js';

export class AcceptOffer {
  /** The member that offered to take it up. */
  @MemberName() offeredBy!: Member;
}

export class CloseReviewed {
  @OneOf(outcomes) outcome!: (typeof outcomes)[number];
}
