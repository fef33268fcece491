import { Desk, onDay } from './a-desk.kit.js';
import { noFacts, type Suspicion } from './facts.js';
import { whyAlike, type Identity } from './matching.js';
import { perhapsTheSamePerson } from './perhaps-the-same-person.js';

const who = (change: Partial<Identity> = {}): Identity => ({
  names: ['Kim Haneul'],
  birthDate: '1988-04-17',
  nationality: 'KOR',
  documents: ['KOR/M00000001'],
  ...change,
});

describe('two identities', () => {
  it.each([
    ['the same name, birth date and nationality with another passport', { documents: ['KOR/M00000002'] }, 'NAME_BIRTH_NATIONALITY'],
    ['names in another order', { names: ['HANEUL KIM'], documents: [] }, 'NAME_BIRTH_NATIONALITY'],
    ['names two letters apart', { names: ['Kim Hanuel'], documents: [] }, 'NAME_BIRTH_NATIONALITY'],
    ['names with a hyphen and an accent', { names: ['Kim Há-neul'], documents: [] }, 'NAME_BIRTH_NATIONALITY'],
    ['a former name that is equal', { names: ['Park Haneul Sora', 'Kim Haneul'], documents: [] }, 'NAME_BIRTH_NATIONALITY'],
    ['names three letters apart', { names: ['Kim Hanxyz'], documents: [] }, null],
    ['4: twins, names five letters apart', { names: ['Kim Sora'], documents: [] }, null],
    ['3: a birth date one day apart', { birthDate: '1988-04-18', documents: [] }, null],
    ['another nationality', { nationality: 'JPN', documents: [] }, null],
    ['the same document under another name', { names: ['Somebody Else'], birthDate: '1990-01-01' }, 'SAME_DOCUMENT'],
    ['the same number of another state', { names: ['Somebody Else'], documents: ['JPN/M00000001'] }, null],
  ] as const)('%s: %s', (_, change, basis) => {
    expect(whyAlike(who(), who(change), 2)).toBe(basis);
    expect(whyAlike(who(change), who(), 2)).toBe(basis);
  });
});

describe('AL-21: perhaps the same person twice', () => {
  const ref = (factId: string) => ({ kind: 'foreign-national', factId, version: '1', owner: 'imigrasi' });
  const suspicion = (change: Partial<Suspicion> = {}): Suspicion => ({
    ...{ anchor: ref('newer'), other: ref('older'), suspectedRefs: ['a', 'b'], basis: 'NAME_BIRTH_NATIONALITY', since: '2027-02-01' },
    ...change,
  });
  const alike = suspicion();
  const look = (at: string, suspicions: readonly Suspicion[]) => ({ at, suspicions, facts: [] });

  it('1, 2: is raised after 24 hours, with both references as evidence', () => {
    expect(new Desk([perhapsTheSamePerson]).look(look('2027-02-01', [alike]))).toEqual([]);
    expect(new Desk([perhapsTheSamePerson]).look(look('2027-02-02', [alike]))).toEqual(['AL-21 b raised']);
    expect(perhapsTheSamePerson.judge.length).toBe(1);
  });

  it.each([
    ['the national check', 'BIOMETRIC', 'a'],
    ['name, birth date and nationality', 'NAME_BIRTH_NATIONALITY', 'b'],
    ['the same document', 'SAME_DOCUMENT', 'c'],
  ] as const)('by %s it is branch %s, %s', (_, basis, branch) => {
    expect(new Desk([perhapsTheSamePerson]).look(look('2027-02-02', [suspicion({ basis })]))).toEqual([`AL-21 ${branch} raised`]);
  });

  it('is one about a record that may be several others, and asks about each', () => {
    const both = [alike, suspicion({ other: ref('oldest'), suspectedRefs: ['a', 'c'], since: '2027-02-03' })];
    const { findings } = perhapsTheSamePerson.judge({ ...noFacts, suspicions: both }, onDay('2027-02-04'));
    expect(findings).toEqual([
      { branch: 'b', anchor: ref('newer'), since: '2027-02-03', evidence: [ref('newer'), ref('older'), ref('oldest')], suspicions: both },
    ]);
  });

  it('5, 7: is withdrawn when they are found to be two, or alike no more', () => {
    const desk = new Desk([perhapsTheSamePerson]);
    desk.look(look('2027-02-02', [alike]));
    expect(desk.look(look('2027-02-02', []))).toEqual(['AL-21 b withdrawn CONDITION_GONE']);
  });

  it('6: is withdrawn when they are linked: that they were two had been told wrongly', () => {
    const desk = new Desk([perhapsTheSamePerson]);
    desk.look(look('2027-02-02', [alike]));
    const link = { kind: 'identity-link', factId: 'l', version: '1', owner: 'imigrasi' };
    expect(desk.look({ ...look('2027-02-02', []), link })).toEqual(['AL-21 b withdrawn FACT_CORRECTED']);
  });
});
