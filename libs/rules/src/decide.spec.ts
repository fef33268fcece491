import { aFact, Desk, later } from './a-desk.kit.js';
import { silentOwners } from './freshness.js';
import { overstayChargeZone } from './overstay-charge-zone.js';

const permit = aFact('stay-permit', {
  permitType: 'LIMITED',
  issuedOn: '2026-03-11',
  validFrom: '2026-03-11',
  validTo: '2027-03-10',
  state: 'EXPIRED',
});
const extended = later(permit, { validTo: '2027-03-20', state: 'VALID' });
const shortened = later(extended, { validTo: '2027-03-10', state: 'EXPIRED' });

/** A desk at which the alert was raised on 12 March. */
const raised = (): Desk => {
  const desk = new Desk([overstayChargeZone]);
  desk.look({ at: '2027-03-12', facts: [permit] });
  return desk;
};
const resolved = (): Desk => {
  const desk = raised();
  desk.resolve();
  return desk;
};

describe('an alert', () => {
  it('is raised once', () => {
    expect(raised().look({ at: '2027-03-13', facts: [permit] })).toEqual([]);
  });

  it('that was withdrawn comes back when its condition does', () => {
    const desk = raised();
    desk.look({ at: '2027-03-13', facts: [extended] });
    expect(desk.look({ at: '2027-03-22', facts: [extended] })).toEqual(['AL-01 raised']);
  });

  it.each([
    ['while nothing changed', permit, []],
    ['when the fact was only corrected', later(permit, {}, 'corrected'), []],
    ['when only a timer has said that it ended', { ...later(permit, {}), byTimer: true }, []],
    ['unless the fact has changed for real', later(permit, { lastExtendedOn: '2027-01-01' }), ['AL-01 raised']],
  ])('that an officer resolved stays so %s', (_, fact, wanted) => {
    expect(resolved().look({ at: '2027-03-13', facts: [fact] })).toEqual(wanted);
  });

  it('that an officer resolved comes back when the condition was gone meanwhile', () => {
    const desk = resolved();
    desk.look({ at: '2027-03-13', facts: [extended] });
    expect(desk.look({ at: '2027-03-14', facts: [later(shortened, {}, 'corrected')] })).toEqual(['AL-01 raised']);
  });

  it('is withdrawn although an owner is not heard', () => {
    expect(raised().look({ at: '2027-03-13', facts: [extended], waitingFor: ['imigrasi'] })).toEqual(['AL-01 withdrawn CONDITION_GONE']);
  });

  it('is withdrawn when its rule is retired, and not raised any more', () => {
    const look = { at: '2027-03-13', facts: [permit], settings: { 'rules.retired': 'AL-01' } };
    const desk = raised();
    expect(desk.look(look)).toEqual(['AL-01 withdrawn RULE_RETIRED']);
    expect(desk.look(look)).toEqual([]);
  });
});

describe('an owner', () => {
  const nowMs = Date.parse('2027-02-17T12:00:00+07:00');
  const heard = (hours: number, hasGap = false) => [{ owner: 'imigrasi', heardMs: nowMs - hours * 3_600_000, hasGap }];

  it.each([
    ['heard a moment ago', heard(0), []],
    ['heard 24 hours ago', heard(24), []],
    ['heard 30 hours ago', heard(30), ['imigrasi']],
    ['of whom something is missing', heard(0, true), ['imigrasi']],
    ['never heard', [{ owner: 'imigrasi', heardMs: null, hasGap: false }], ['imigrasi']],
    ['not known', [], ['imigrasi']],
  ])('%s is waited for: %j', (_, hearings, wanted) => {
    expect(silentOwners(hearings, { owners: ['imigrasi'], nowMs, hours: 24 })).toEqual(wanted);
  });
});
