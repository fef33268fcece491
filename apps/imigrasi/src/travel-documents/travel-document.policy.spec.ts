import 'reflect-metadata';

import { readMrz } from '@timpora/agency';
import { TravelDocument, type ForeignNationalBody, type TravelDocumentBody } from '@timpora/contracts';

import { checkOf, isReplacedBy, mayCarryDocument, mayEnd, recordedOf, travelDocumentInvariant } from './travel-document.policy.js';

const today = '2026-06-15';
const mrz = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const misread = [mrz[0]!, mrz[1]!.replace('740812', '740821')];
const wrongNumber = [mrz[0]!, mrz[1]!.replace('L898', 'L899')];
const german = mrz.map((line) => line.replace('UTO', 'D<<'));
const said = { documentNumber: 'L898902C3', issuingState: 'UTO', expiresOn: '2012-04-15' };
const born = '1974-08-12';

describe('what is recorded of a document', () => {
  const notRead = { mrzCheck: 'NOT_READ', mrzReadCount: 0 };
  const passed = { mrzCheck: 'PASSED', mrzReadCount: 1 };
  const failed = { mrzCheck: 'FAILED', mrzReadCount: 1 };

  it.each<[string, Parameters<typeof recordedOf>[0], string, unknown]>([
    ['typed', said, born, { ...said, ...notRead }],
    ['typed with blanks and dashes', { ...said, documentNumber: 'l898-902 c3' }, born, { ...said, ...notRead }],
    ['typed in part', { documentNumber: 'X1', issuingState: 'KOR' }, born, 'travel-document.incomplete'],
    ['scanned', { mrz }, born, { ...said, ...passed }],
    ['scanned, of somebody who was entered with another birth date', { mrz }, '1974-12-08', { ...said, ...failed }],
    ['scanned with a wrong birth digit', { mrz: misread }, born, { ...said, ...failed }],
    ['scanned with a wrong number, which nobody typed', { mrz: wrongNumber }, born, 'travel-document.incomplete'],
    ['scanned with a wrong number, typed rightly', { mrz: wrongNumber, documentNumber: 'L898902C3' }, born, { ...said, ...failed }],
    ['scanned, with another last day typed', { mrz, expiresOn: '2012-04-16' }, born, 'mrz.differs'],
    ['scanned, with another state typed', { mrz, issuingState: 'KOR' }, born, 'mrz.differs'],
    ['scanned from Germany', { mrz: german }, born, { ...said, issuingState: 'DEU', rawStateCode: 'D', ...passed }],
    ['no zone', { mrz: ['A', 'B'] }, born, 'mrz.unreadable'],
  ])('%s', (_, typed, birthDate, wanted) => {
    const recorded = recordedOf(typed, { birthDate, today });
    expect('problem' in recorded ? recorded.problem.code : recorded.document).toEqual(wanted);
  });
});

describe('a further read', () => {
  it.each<[string, string[], Partial<typeof said>, string, string]>([
    ['agrees', mrz, {}, born, 'PASSED'],
    ['disagrees about the number', mrz, { documentNumber: 'L898902C4' }, born, 'FAILED'],
    ['disagrees about the last day', mrz, { expiresOn: '2013-04-15' }, born, 'FAILED'],
    ['disagrees about the state', mrz, { issuingState: 'KOR' }, born, 'FAILED'],
    ['disagrees about the birth date', mrz, {}, '1974-12-08', 'FAILED'],
    ['does not check', misread, {}, born, 'FAILED'],
  ])('%s', (_, lines, change, birthDate, wanted) => {
    expect(checkOf(readMrz(lines, today)!, { ...said, ...change }, birthDate)).toBe(wanted);
  });
});

describe('a travel document', () => {
  const document = (change: Partial<TravelDocumentBody> = {}): TravelDocumentBody => ({ ...TravelDocument.example, ...change });
  const person = (state: ForeignNationalBody['state']) => ({ state }) as ForeignNationalBody;

  it.each([
    ['the living', person('ESTABLISHED'), null],
    ['the dead', person('DECEASED'), 'foreign-national.deceased'],
  ])('of %s', (_, holder, wanted) => expect(mayCarryDocument(holder)?.code ?? null).toBe(wanted));

  it.each([
    ['CURRENT', null],
    ['REPLACED', 'travel-document.not-current'],
    ['LOST', 'travel-document.not-current'],
    ['CANCELLED', 'travel-document.not-current'],
  ] as const)('that is %s ends: %s', (state, wanted) => expect(mayEnd(document({ state }))?.code ?? null).toBe(wanted));

  it.each([
    ['a current one of the same state', {}, true],
    ['one of another state', { issuingState: 'JPN' }, false],
    ['a lost one', { state: 'LOST' as const }, false],
    ['that of an alias', { subjectRef: '019afb00-0000-7000-8000-000000000002' }, true],
  ])('replaces %s: %s', (_, change, wanted) => {
    expect(isReplacedBy(document(change), document())).toBe(wanted);
  });

  it('is one by state, number and type; the current one is one by person and state', () => {
    const claims = (body: TravelDocumentBody) => travelDocumentInvariant.unique?.map(({ by }) => by(body));
    const { issuingState, documentNumber, documentType, subjectRef } = document();
    expect(claims(document())).toEqual([
      { issuingState, documentNumber, documentType },
      { subjectRef, issuingState, state: 'CURRENT' },
    ]);
    expect(claims(document({ state: 'LOST' }))?.[1]).toBeNull();
  });
});
