import { VitalEvent, type VitalEventBody } from '@timpora/contracts';

import { vitalEventInvariant } from './vital-event.policy.js';

const { mixedMarriage: _mixed, ...plain } = VitalEvent.example;
const anEvent = (change: Partial<VitalEventBody> = {}): VitalEventBody => ({ ...plain, ...change });
const other = '019afb00-0000-7000-8000-000000000002';

describe('a vital event', () => {
  it.each<[string, VitalEventBody, string | null]>([
    ['recorded today', anEvent({ recordedOn: '2026-06-15' }), null],
    ['recorded tomorrow', anEvent({ recordedOn: '2026-06-16' }), 'vital-event.recorded-in-future'],
    ['a marriage with a citizen', anEvent({ mixedMarriage: true }), null],
    ['a marriage of two foreigners', anEvent({ mixedMarriage: false, otherRefs: [other] }), null],
    ['a birth that is mixed', anEvent({ eventKind: 'BIRTH', mixedMarriage: false }), 'vital-event.mixed-marriage-unfitting'],
    ['a marriage with oneself', anEvent({ otherRefs: [other, plain.subjectRef] }), 'vital-event.other-is-subject'],
  ])('%s', (_, event, code) => {
    expect(vitalEventInvariant.holds?.(event, '2026-06-15')?.code ?? null).toBe(code);
  });

  it.each<[VitalEventBody['eventKind'], boolean]>([
    ['BIRTH', true],
    ['DEATH', true],
    ['MARRIAGE', false],
    ['DIVORCE', false],
    ['CHILD_RECOGNITION', false],
    ['ADOPTION', false],
    ['NAME_CHANGE', false],
    ['NATIONALITY_CHANGE', false],
  ])('%s happens once in a life: %s', (eventKind, once) => {
    const claims = (vitalEventInvariant.unique ?? []).map(({ by }) => by(anEvent({ eventKind })));
    const { subjectRef, eventOn } = plain;
    expect(claims).toEqual([{ subjectRef, eventKind, eventOn }, once ? { subjectRef, eventKind } : null]);
  });
});
