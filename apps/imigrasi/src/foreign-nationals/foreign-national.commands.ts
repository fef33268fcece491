import { CountryCode, ForeignNationalBody, only, Optional, OwnReference, some, TypedNumber } from '@timpora/contracts';

/** A person as the documents show them; with the document in hand, whoever lived here before is found by it. */
export class IdentifyForeignNational extends only(
  ForeignNationalBody,
  'fullName',
  'formerNames',
  'nameInOwnScript',
  'birthDate',
  'birthPlace',
  'sex',
  'nationality',
  'registrationNumber',
  'identityEvidence',
) {
  @Optional(CountryCode()) issuingState?: string;
  @Optional(TypedNumber()) documentNumber?: string;
  @Optional(OwnReference()) ownReference?: string;
}

/** What really changed: a new name or nationality, a number given later. */
export class ChangeIdentity extends some(
  ForeignNationalBody,
  'fullName',
  'formerNames',
  'nameInOwnScript',
  'nationality',
  'registrationNumber',
  'identityEvidence',
) {}
