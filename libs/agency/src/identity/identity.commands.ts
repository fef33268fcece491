import { CalendarDate, CountryCode, ListOf, MrzLine, Optional, TypedNumber } from '@timpora/contracts';

/** A document in hand, as it was typed, scanned or both. */
export class LookUpIdentity {
  @Optional(CountryCode()) issuingState?: string;
  @Optional(TypedNumber()) documentNumber?: string;
  @Optional(CalendarDate('direct')) birthDate?: string;
  /** The lines of the machine readable zone. */
  @Optional(ListOf(MrzLine(), { min: 2, max: 3 })) mrz?: string[];
}
