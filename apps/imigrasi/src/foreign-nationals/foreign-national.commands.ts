import { ForeignNationalBody, only, Optional, OwnReference, some } from '@timpora/contracts';

/** A person as the documents show them. */
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
