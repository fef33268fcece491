import { CalendarDate, FactRef, KindName, Line, MemberName, OneOf, Optional, OrganisationKey, type FactReference } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';
import { allFor, type Member } from '../members.js';

const questionCodes = [
  'IS_IT_STILL_SO',
  'SEEMS_WRONG',
  'SEEMS_MISSING',
  'SEEMS_TWICE',
  'PLEASE_CHECK',
  'PLEASE_CLOSE',
  'OUTSIDE_SCOPE',
  'OFFER_TO_TAKE_UP',
] as const;

export class RecordQueryBody {
  /** The owner of the fact, or who would know of one. */
  @MemberName() askedOf!: Member;
  /** The fact, in the version that was read. */
  @Optional(FactRef()) about?: FactReference;
  @KindName() aboutKind!: string;
  /** Only while there is no fact to point to. */
  @Optional(OrganisationKey()) organisationKey?: string;
  @OneOf(questionCodes) questionCode!: (typeof questionCodes)[number];
  /** Which field seems wrong; never its value. */
  @Optional(Line(40)) fieldName?: string;
  @CalendarDate() dueOn!: string;
}

/** One question of a member to the owner of a record: please look at this again. All hear it; only who holds the fact understands it. */
export const RecordQuery = defineFact({
  kind: 'record-query',
  owner: 'every-member',
  body: RecordQueryBody,
  knownBy: allFor('P0-DATA-DUTIES'),
  classification: 'internal',
  retention: 'RC-TASK',
  searched: { askedOf: 'equals', about: 'points-to', questionCode: 'equals', dueOn: 'range' },
  example: {
    askedOf: 'dukcapil',
    about: { kind: 'residence', factId: '019afb00-0000-7000-8000-000000000103', version: '2', owner: 'dukcapil' },
    aboutKind: 'residence',
    questionCode: 'SEEMS_WRONG',
    fieldName: 'village',
    dueOn: '2026-06-18',
  },
});

export const RecordQueried = defineEvent({ name: 'record-queried', version: 1, fact: RecordQuery });
