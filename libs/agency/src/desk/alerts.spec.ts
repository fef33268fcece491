import 'reflect-metadata';

import { catalogue, type Words } from '@timpora/contracts';

import type { ShownFact } from '../reading/facts.sql.js';
import { alertsOnDesk, groupsOf, isOpenAlert, unitOf, type AlertOnDesk } from './alerts.js';

const view = { member: 'imigrasi' as const, catalogue };
const somebody = '019afb00-0000-7000-8000-000000000001';
const another = '019afb00-0000-7000-8000-000000000002';

const aFact = (kind: string, body: object, change: Partial<ShownFact> = {}): ShownFact => ({
  ...{ issuer: 'imigrasi', kind, factId: kind, version: '1', change: 'stated', event: 'alert-raised.v1', eventId: 'event' },
  ...{ subjectRef: somebody, reason: null, occurredAt: new Date(0), recordedAt: new Date(0), knownAt: new Date(0) },
  body: { ...body },
  ...change,
});

const onDesk = (alert: ShownFact, facts: readonly ShownFact[] = [], advice = new Map<string, Words>()): AlertOnDesk | undefined =>
  alertsOnDesk(view, [alert], { facts, advice })[0];

const home = (district: string, state = 'CURRENT', subjectRef = somebody): ShownFact =>
  aFact('residence', { district, state }, { subjectRef, factId: `home ${district}` });
const work = aFact('employment', { workDistricts: ['36.72.04', '36.72.01'] }, { factId: 'work' });
const school = aFact('teacher-assignment', { workDistrict: '36.04.15' }, { factId: 'school' });
const anchored = (factId: string): ShownFact => aFact('alert', { state: 'RAISED', anchor: { kind: 'x', factId } });

describe('where to look', () => {
  it.each<[string, ShownFact, readonly ShownFact[], string | null]>([
    ['at home', anchored('permit'), [home('36.04.05'), work], '36.04.05'],
    ['not where somebody lived before', anchored('permit'), [home('36.04.06', 'MOVED_OUT'), home('36.04.05')], '36.04.05'],
    ['not where somebody else lives', anchored('permit'), [home('36.04.06', 'CURRENT', another)], null],
    ['at the work that it is about, when no home is known', anchored('work'), [work, school], '36.72.04'],
    ['at the school that it is about', anchored('school'), [work, school], '36.04.15'],
    ['not at another work', anchored('other'), [work], null],
    ['where the enforcement members are asked to', aFact('enforcement-alert', { district: '36.04.09' }), [home('36.04.05')], '36.04.09'],
    ['nowhere, when it is about nobody', { ...anchored('work'), subjectRef: null }, [home('36.04.05'), work], null],
  ])('is %s', (_, alert, facts, district) => expect(onDesk(alert, facts)?.district).toBe(district));
});

describe('an alert on the desk', () => {
  it('has the name of its resident, where one may be known, and its advice', () => {
    const advice = new Map([['alert', { id: 'Hubungi dahulu.', en: 'Ask first.' }]]);
    const facts = [
      aFact('resident', { registeredName: 'Kim Haneul' }),
      aFact('resident', { registeredName: 'Another' }, { subjectRef: another }),
    ];
    expect(onDesk(anchored('x'), facts, advice)).toMatchObject({ name: 'Kim Haneul', advice: { en: 'Ask first.' } });
    expect(onDesk(anchored('x'), facts.slice(1))).toMatchObject({ name: null, advice: null });
  });

  it.each([
    ['alert', 'RAISED', true],
    ['alert', 'ESCALATED', true],
    ['alert', 'WITHDRAWN', false],
    ['alert', 'RESOLVED', false],
    ['enforcement-alert', 'TAKEN_UP', true],
    ['enforcement-alert', 'CLOSED', false],
    ['processing-measure', 'OPEN', false],
  ])('of the kind %s in the state %s is open: %s', (kind, state, is) => expect(isOpenAlert(aFact(kind, { state }))).toBe(is));
});

describe('groups', () => {
  it('are of one desk and district each, in the order in which their first alert comes', () => {
    const alert = (factId: string, unit: string | null, district: string | null): AlertOnDesk => ({
      fact: aFact('alert', { ...(unit && { unit }) }, { factId }),
      ...{ district, name: null, advice: null },
    });
    const alerts = [alert('1', null, '36.04.05'), alert('2', 'CASES', null), alert('3', 'CASES', '36.04.05'), alert('4', null, '36.04.05')];
    const groups = groupsOf(alerts, unitOf).map(({ desk, district, alerts: own }) => [desk, district, own.map(({ fact }) => fact.factId)]);
    expect(groups).toEqual([
      [null, '36.04.05', ['1', '4']],
      ['CASES', null, ['2']],
      ['CASES', '36.04.05', ['3']],
    ]);
  });
});
