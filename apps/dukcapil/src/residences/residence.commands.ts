import { CalendarDate, OneOf, only, Optional, OwnReference, ResidenceBody } from '@timpora/contracts';

export class RecordAddress extends only(ResidenceBody, 'subjectRef', 'district', 'village', 'movedOn', 'reportedOn') {
  @Optional(OwnReference()) ownReference?: string;
}

export class Move extends only(ResidenceBody, 'district', 'village', 'movedOn', 'reportedOn') {}

export class MoveOut extends only(ResidenceBody, 'movedOn', 'reportedOn', 'moveLetterOn') {}

const papers = ['SKTT', 'KTP_EL'] as const;

export class IssueDocument {
  @OneOf(papers) paper!: (typeof papers)[number];
  @CalendarDate() issuedOn!: string;
  @CalendarDate() validTo!: string;
}
