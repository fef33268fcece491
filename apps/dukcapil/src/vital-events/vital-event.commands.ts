import { only, Optional, OwnReference, VitalEventBody } from '@timpora/contracts';

export class RecordVitalEvent extends only(
  VitalEventBody,
  'subjectRef',
  'eventKind',
  'eventOn',
  'recordedOn',
  'happenedAbroad',
  'mixedMarriage',
  'otherRefs',
) {
  /** The number of the registry act; it stays with dukcapil. */
  @Optional(OwnReference()) ownReference?: string;
}
