import { FinalDepartureBody, only, Optional, OwnReference } from '@timpora/contracts';

export class RecordFinalDeparture extends only(FinalDepartureBody, 'subjectRef', 'departedOn') {
  @Optional(OwnReference()) ownReference?: string;
}
