import { members } from '../members.js';
import { competentAgencyFor, districtOf, entriesOf, findEntry, isListed, listsAlsoHave, originOf, type ListName } from './lists.js';

const names: readonly ListName[] = ['DISTRICT', 'VILLAGE', 'COUNTRY', 'POSITION', 'TOPIC', 'VIOLATION_RULE', 'REASON'];

describe.each(names)('the list %s', (list) => {
  it('says where it comes from, since when and how sure it is', () => {
    expect(originOf(list)).toMatchObject({
      source: expect.any(String),
      effectiveFrom: expect.stringMatching(/^\d{4}/),
      confidence: expect.any(String),
    });
  });
  it('has each code once, with a name', () => {
    const codes = entriesOf(list).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(entriesOf(list).every(({ code, name }) => isListed(list, code) && name.length > 1 && name === name.trim())).toBe(true);
  });
  it.each(['', '__proto__', 'constructor', 'toString', 'NO_SUCH_CODE'])('does not have %j', (code) => {
    expect(isListed(list, code)).toBe(false);
  });
});

describe('areas', () => {
  const inRegency = (code: string): number => entriesOf('DISTRICT').filter((district) => district.code.startsWith(`${code}.`)).length;

  it('are the 29 kecamatan and 326 desa of Kabupaten Serang, and the kecamatan of Cilegon and Kota Serang', () => {
    expect([inRegency('36.04'), inRegency('36.72'), inRegency('36.73')]).toEqual([29, 8, 6]);
    expect(entriesOf('VILLAGE')).toHaveLength(326);
    expect(isListed('DISTRICT', 'outside')).toBe(true);
    expect(findEntry('DISTRICT', '36.72.01')).toMatchObject({ name: 'Cibeber', regency: 'Kota Cilegon' });
  });
  it('name their licence', () => {
    expect(originOf('VILLAGE').licence).toBe('ODbL-1.0');
  });
  it('put each village into a district of the list', () => {
    expect(entriesOf('VILLAGE').filter(({ code, district }) => !code.startsWith(district) || !isListed('DISTRICT', district))).toEqual([]);
    expect(districtOf('36.04.05.2001')).toBe('36.04.05');
    expect(districtOf('36.04.05.2999')).toBeUndefined();
  });
});

describe('countries', () => {
  it('are the 249 of ISO 3166-1 and sixteen codes of ICAO', () => {
    expect(entriesOf('COUNTRY')).toHaveLength(249 + 16);
    expect(['KOR', 'CHN', 'TWN', 'JPN', 'XXA', 'XXB', 'XXC', 'XXX', 'UNO', 'GBN', 'RKS'].every((code) => isListed('COUNTRY', code))).toBe(
      true,
    );
    expect(isListed('COUNTRY', 'UTO')).toBe(false);
    expect(findEntry('COUNTRY', 'KOR')?.name).toBe('South Korea');
  });
});

describe('positions', () => {
  it('name the 18 that are closed to foreign workers', () => {
    expect(entriesOf('POSITION').filter(({ forbidden }) => forbidden)).toHaveLength(18);
    expect(findEntry('POSITION', 'JOB_ANALYST')).toMatchObject({ forbidden: true, confidence: 'unconfirmed' });
    expect(findEntry('POSITION', 'ENGINEER')?.forbidden).toBe(false);
  });
});

describe('violation rules', () => {
  it.each([
    ['STAY_PERMIT_MISUSE', 'imigrasi'],
    ['NO_VALID_STAY', 'imigrasi'],
    ['FALSE_DATA', 'imigrasi'],
    ['SPONSOR_DUTY', 'imigrasi'],
    ['LODGING_NOT_REPORTED', 'imigrasi'],
    ['ADDRESS_NOT_REPORTED', 'imigrasi'],
    ['WORK_WITHOUT_APPROVAL', 'disnaker'],
    ['POSITION_NOT_APPROVED', 'disnaker'],
    ['WORKPLACE_NOT_APPROVED', 'disnaker'],
    ['RESIDENCE_PAPER_MISSING', 'dukcapil'],
    ['UNREGISTERED_ACTIVITY', 'kesbangpol'],
    ['PUBLIC_ORDER', 'polres'],
    ['PRACTICE_WITHOUT_PERMIT', 'dinkes'],
    ['UNREGISTERED_TEACHING', 'disdik'],
    ['RELIGIOUS_WORK_WITHOUT_RECOMMENDATION', 'kemenag'],
    ['OTHER', 'imigrasi'],
  ])('%s is a matter of %s', (code, agency) => {
    expect(competentAgencyFor(code)).toBe(agency);
    expect(members).toContain(agency);
  });
  it('are these and no other', () => {
    expect(entriesOf('VIOLATION_RULE')).toHaveLength(16);
    expect(() => competentAgencyFor('constructor')).toThrow('VIOLATION_RULE');
  });
});

describe('codes that a member stated', () => {
  const label = { id: 'Pilot pesawat nirawak', en: 'Drone pilot' };
  afterEach(() => listsAlsoHave('imigrasi', []));

  it('are in their list beside those of the release, with their names, until they are held no more', () => {
    listsAlsoHave('imigrasi', [{ list: 'POSITION', key: 'DRONE_PILOT', label }]);
    expect(findEntry('POSITION', 'DRONE_PILOT')).toEqual({ code: 'DRONE_PILOT', name: label.en, nameId: label.id, forbidden: false });
    expect([isListed('POSITION', 'DRONE_PILOT'), isListed('TOPIC', 'DRONE_PILOT'), isListed('POSITION', 'ENGINEER')]).toEqual([
      true,
      false,
      true,
    ]);
    listsAlsoHave('imigrasi', []);
    expect(isListed('POSITION', 'DRONE_PILOT')).toBe(false);
  });

  it('never change what the release says', () => {
    const before = findEntry('POSITION', 'ENGINEER');
    listsAlsoHave('imigrasi', [{ list: 'POSITION', key: 'ENGINEER', label }]);
    expect(findEntry('POSITION', 'ENGINEER')).toBe(before);
  });

  it('name the agency that decides about a further rule', () => {
    listsAlsoHave('polres', [{ list: 'VIOLATION_RULE', key: 'NOISE', value: 'polres', label }]);
    expect(competentAgencyFor('NOISE')).toBe('polres');
    listsAlsoHave('polres', []);
    expect(() => competentAgencyFor('NOISE')).toThrow();
  });
});
