import { Resident, StayPermit, type PermitApplicationBody, type ResidentBody, type StayPermitBody } from '@timpora/contracts';

import { mayDeregister, mayRegister } from './registration.policy.js';

describe('a registration', () => {
  const permits = (...states: StayPermitBody['state'][]): [string, StayPermitBody][] =>
    states.map((state, at) => [`permit-${at}`, { ...StayPermit.example, validTo: '2027-02-01', state }]);
  const fromVisit: PermitApplicationBody = {
    subjectRef: Resident.example.subjectRef,
    applicationKind: 'CONVERSION',
    visitPermitEndsOn: '2026-06-30',
    filedOn: '2026-06-10',
    paidOn: '2026-06-30',
    state: 'PAID',
  };
  const { paidOn: _day, ...unpaid } = { ...fromVisit, state: 'FILED' as const };
  const { visitPermitEndsOn: _end, ...conversion } = fromVisit;
  const ofPermit = (paidOn: string): PermitApplicationBody => ({
    ...conversion,
    permitFact: { kind: 'stay-permit', factId: 'permit-0' },
    paidOn,
  });
  const no = 'registration.no-valid-permit';

  it.each<[string, [string, StayPermitBody][], PermitApplicationBody[], string | null]>([
    ['with a valid permit', permits('VALID'), [], null],
    ['with one valid permit among ended ones', permits('CLOSED', 'EXPIRED', 'VALID'), [], null],
    ['without any permit', [], [], no],
    ['with an expired permit', permits('EXPIRED'), [], no],
    ['with a closed permit', permits('CLOSED'), [], no],
    ['with a cancelled permit', permits('CANCELLED'), [], no],
    ['with a conversion from a visit permit, paid on its last day', [], [fromVisit], null],
    ['with one that was paid a day late', [], [{ ...fromVisit, paidOn: '2026-07-01' }], no],
    ['with one that is not paid', [], [unpaid], no],
    ['with one that is decided', [], [{ ...fromVisit, state: 'DECIDED', decidedOn: '2026-07-02', outcome: 'REFUSED' }], no],
    ['with an extension of a visit', [], [{ ...fromVisit, applicationKind: 'EXTENSION' }], no],
    ['with a conversion of a permit that expired meanwhile, paid on its last day', permits('EXPIRED'), [ofPermit('2027-02-01')], null],
    ['with one that was paid after the last day of the permit', permits('EXPIRED'), [ofPermit('2027-02-02')], no],
    ['with a conversion of a permit that has not arrived', [], [ofPermit('2027-02-01')], no],
  ])('%s', (_, held, applications, code) => {
    expect(mayRegister({ permits: new Map(held), applications })?.code ?? null).toBe(code);
  });
});

describe('a deregistration', () => {
  const registered: ResidentBody = {
    ...Resident.example,
    firstRegisteredOn: '2020-01-01',
    registeredOn: '2026-02-10',
    state: 'REGISTERED',
  };

  it.each([
    ['on the first day of this period', registered, '2026-02-10', null],
    ['the day before it, although in an earlier period', registered, '2026-02-09', 'registration.ends-before-start'],
    ['of a registration that has ended', { ...registered, state: 'ENDED' as const }, '2026-06-15', 'registration.not-registered'],
  ])('%s', (_, registration, day, code) => {
    expect(mayDeregister(registration, day)?.code ?? null).toBe(code);
  });
});
