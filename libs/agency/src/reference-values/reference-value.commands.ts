import { CalendarDate, only, ReferenceValueBody, some } from '@timpora/contracts';

export class SetReferenceValue extends only(
  ReferenceValueBody,
  'list',
  'key',
  'value',
  'label',
  'legalSource',
  'confirmed',
  'validFrom',
  'validTo',
) {}

export class ChangeReferenceValue extends some(ReferenceValueBody, 'value', 'label', 'legalSource', 'confirmed') {}

export class EndReferenceValue {
  /** The last day on which it is valid. */
  @CalendarDate() validTo!: string;
}
