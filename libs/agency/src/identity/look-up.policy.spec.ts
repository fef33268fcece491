import 'reflect-metadata';

import { documentIn, type DocumentInHand } from './look-up.policy.js';

const mrz = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const document = { issuingState: 'UTO', documentNumber: 'L898902C3', birthDate: '1974-08-12' };
const unknownBirth = [mrz[0]!, 'L898902C36UTO74<<<<1F1204159ZE184226B<<<<<10'];
const misread = [mrz[0]!, mrz[1]!.replace('740812', '740821')];

describe('a document in hand', () => {
  it.each<[string, DocumentInHand, unknown]>([
    ['typed', document, { document }],
    ['typed without the birth date', { issuingState: 'UTO', documentNumber: 'X1' }, 'identity.document-incomplete'],
    ['typed without the state', { documentNumber: 'X1', birthDate: '1974-08-12' }, 'identity.document-incomplete'],
    ['not at all', {}, 'identity.document-incomplete'],
    ['scanned', { mrz }, { document }],
    ['scanned and typed alike', { mrz, ...document, documentNumber: 'l898 902 c3' }, { document }],
    ['scanned, with another number typed', { mrz, documentNumber: 'L898902C4' }, 'mrz.differs'],
    ['scanned, with another birth date typed', { mrz, birthDate: '1974-12-08' }, 'mrz.differs'],
    ['scanned wrongly', { mrz: misread }, 'mrz.misread'],
    ['no zone', { mrz: ['P<UTO', '1'] }, 'mrz.unreadable'],
    ['with a birth date that is not known whole', { mrz: unknownBirth }, 'mrz.birth-date-unknown'],
    [
      'with such a birth date, and the registered one typed',
      { mrz: unknownBirth, birthDate: '1974-01-01' },
      { document: { ...document, birthDate: '1974-01-01' } },
    ],
  ])('%s', (_, hand, wanted) => {
    const said = documentIn(hand, '2026-06-15');
    expect('problem' in said ? said.problem.code : said).toEqual(wanted);
  });
});
