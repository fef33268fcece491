import {
  CalendarDate,
  CountryCode,
  ListOf,
  MrzLine,
  OneOf,
  only,
  Optional,
  OwnReference,
  TravelDocumentBody,
  TypedNumber,
} from '@timpora/contracts';

/** A document as typed, as scanned, or both: what its zone says need not be typed. */
export class RecordTravelDocument extends only(TravelDocumentBody, 'subjectRef', 'documentType', 'issuedOn') {
  @Optional(TypedNumber()) documentNumber?: string;
  @Optional(CountryCode()) issuingState?: string;
  @Optional(CalendarDate('indirect')) expiresOn?: string;
  /** The lines of the machine readable zone. */
  @Optional(ListOf(MrzLine(), { min: 2, max: 3 })) mrz?: string[];
  @Optional(OwnReference()) ownReference?: string;
}

export class ReadZone {
  @ListOf(MrzLine(), { min: 2, max: 3 }) mrz!: string[];
}

export class EndTravelDocument {
  @OneOf(['REPLACED', 'LOST', 'CANCELLED']) state!: 'REPLACED' | 'LOST' | 'CANCELLED';
}
