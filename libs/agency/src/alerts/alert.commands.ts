import { Listed, OneOf } from '@timpora/contracts';

export const outcomes = ['CONFIRMED', 'UNFOUNDED', 'HELPED', 'PASSED_ON'] as const;

export class AssignAlert {
  @Listed('UNIT') unit!: string;
}

export class ResolveAlert {
  /** CONFIRMED is no sanction: an administrative action is decided in a case conference (UU 6/2011). */
  @OneOf(outcomes) outcome!: (typeof outcomes)[number];
}
