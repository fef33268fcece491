import { FactRef, ListOf, Optional, OwnReference, only, ViolationBody, type FactReference } from '@timpora/contracts';

/** A suspected breach as the reporter saw it; who must look into it follows from the rule. */
export class ReportViolation extends only(
  ViolationBody,
  'subjectRef',
  'ruleCode',
  'observedOn',
  'district',
  'organisationKey',
  'confidence',
  'evidence',
) {
  @Optional(OwnReference()) ownReference?: string;
}

export class AddEvidence {
  @ListOf(FactRef(), { min: 1, max: 20 }) evidence!: FactReference[];
}
