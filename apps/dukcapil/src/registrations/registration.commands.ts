import { CalendarDate, OneOf, only, Optional, OwnReference, ResidentBody } from '@timpora/contracts';

export class RegisterResident extends only(ResidentBody, 'subjectRef', 'registeredName', 'residentType', 'registeredOn') {
  /** The number in the register; it stays with dukcapil. */
  @Optional(OwnReference()) ownReference?: string;
}

export class RegisterAgain extends only(ResidentBody, 'registeredName', 'residentType', 'registeredOn') {}

const endReasons = ['MOVED_AWAY', 'LEFT_COUNTRY', 'DECEASED', 'NATURALISED', 'PERMIT_ENDED'] as const;

export class DeregisterResident {
  @CalendarDate('indirect') endedOn!: string;
  @OneOf(endReasons) endReason!: (typeof endReasons)[number];
}
