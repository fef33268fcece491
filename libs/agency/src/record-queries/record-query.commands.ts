import { Optional, OwnReference, only, RecordQueryBody } from '@timpora/contracts';

/** A question to the owner of a fact; until when it is to be answered follows from the setting `query.answer-days`. */
export class AskOwner extends only(RecordQueryBody, 'askedOf', 'about', 'aboutKind', 'organisationKey', 'questionCode', 'fieldName') {
  @Optional(OwnReference()) ownReference?: string;
}
