import {
  CalendarDate,
  CountryCode,
  type IdentityQuestionBody,
  ListOf,
  OneOf,
  OwnReference,
  Optional,
  PersonName,
  SubjectRef,
  TypedNumber,
} from '@timpora/contracts';

/** What the document of somebody without a reference says. */
export class RequestIdentity {
  @PersonName() fullName!: string;
  @CalendarDate('direct') birthDate!: string;
  @CountryCode() nationality!: string;
  @TypedNumber() documentNumber!: string;
  @CountryCode() issuingState!: string;
  @Optional(OwnReference()) ownReference?: string;
}

/** References that may be one person. */
export class SuspectDuplicate {
  @ListOf(SubjectRef(), { min: 2, max: 10 }) suspectedRefs!: string[];
  @OneOf(['BIOMETRIC', 'SAME_DOCUMENT', 'NAME_BIRTH_NATIONALITY']) matchBasis!: NonNullable<IdentityQuestionBody['matchBasis']>;
}
