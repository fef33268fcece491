import {
  ForeignNational,
  Resident,
  StayPermit,
  type ForeignNationalBody,
  type ResidentBody,
  type StayPermitBody,
} from '@timpora/contracts';

import { mayDeregister, mayRegister } from './registration.policy.js';

const permits = (...states: StayPermitBody['state'][]): StayPermitBody[] => states.map((state) => ({ ...StayPermit.example, state }));
const born = (birthDate: string): ForeignNationalBody => ({ ...ForeignNational.example, birthDate });
const adult = born('1988-04-17');

describe('a registration', () => {
  it.each([
    ['of an adult with a valid permit', permits('VALID'), adult, null],
    ['of an adult with one valid permit among ended ones', permits('CLOSED', 'EXPIRED', 'VALID'), adult, null],
    ['without any permit', [], adult, 'registration.no-valid-permit'],
    ['with an expired permit', permits('EXPIRED'), adult, 'registration.no-valid-permit'],
    ['with a closed permit', permits('CLOSED'), adult, 'registration.no-valid-permit'],
    ['with a cancelled permit', permits('CANCELLED'), adult, 'registration.no-valid-permit'],
    ['before the identity has arrived', permits('VALID'), undefined, null],
    ['of someone who turns 18 today', permits('VALID'), born('2008-06-15'), null],
    ['of someone who turns 18 tomorrow', permits('VALID'), born('2008-06-16'), 'registration.subject-is-a-minor'],
    ['of a child without a permit', [], born('2015-01-01'), 'registration.subject-is-a-minor'],
  ])('%s', (_, held, person, code) => {
    expect(mayRegister({ permits: held, person }, '2026-06-15')?.code ?? null).toBe(code);
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
