import { CalendarDate, Label, Line, OneOf, Optional, YesNo, type LabelText } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';
import { allFor } from '../members.js';

const lists = [
  'HOLIDAY',
  'SETTING',
  'POSITION',
  'FORBIDDEN_POSITION',
  'POSITION_SYNONYM',
  'VIOLATION_RULE',
  'VISA_INDEX',
  'TOPIC',
  'UNIT',
  'REASON',
] as const;

export class ReferenceValueBody {
  @OneOf(lists) list!: (typeof lists)[number];
  /** A day for HOLIDAY, a setting's name for SETTING, a code otherwise. */
  @Line(80) key!: string;
  /** Numbers as decimal text. */
  @Optional(Line(240)) value?: string;
  @Label() label!: LabelText;
  /** Article, with the day since when it is in force. */
  @Optional(Line(80)) legalSource?: string;
  /** False: shown as "not confirmed" wherever it is used. */
  @YesNo() confirmed!: boolean;
  @CalendarDate() validFrom!: string;
  @Optional(CalendarDate()) validTo?: string;
}

/** One dated value: a holiday, a threshold, a code of a list. What is judged of a day uses the value of that day, whenever it is judged. */
export const ReferenceValue = defineFact({
  kind: 'reference-value',
  owner: 'every-member',
  body: ReferenceValueBody,
  knownBy: allFor('P0-DATA-DUTIES'),
  classification: 'public',
  retention: 'RC-OPEN',
  searched: { list: 'equals', key: 'equals', validFrom: 'range', validTo: 'range' },
  inOrder: [['validFrom', 'validTo']],
  example: {
    list: 'SETTING',
    key: 'query.answer-days',
    value: '5',
    label: { id: 'Hari kerja untuk menjawab pertanyaan', en: 'Working days in which a question is answered' },
    confirmed: false,
    validFrom: '2027-01-01',
  },
});

export const ReferenceValueSet = defineEvent({ name: 'reference-value-set', version: 1, fact: ReferenceValue });
