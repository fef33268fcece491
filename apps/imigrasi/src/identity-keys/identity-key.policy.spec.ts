import 'reflect-metadata';

import { keyOf } from '@timpora/agency';
import { TravelDocument, type IdentityKeyBody } from '@timpora/contracts';

import { keyChanges } from './identity-key.policy.js';

const older = { keyId: 'match-1', secret: Buffer.alloc(32, 1) };
const newest = { keyId: 'match-2', secret: Buffer.alloc(32, 2) };
const birthDate = '1988-04-17';
const document = (factId: string, change: Partial<typeof TravelDocument.example> = {}) => ({
  factId,
  body: { ...TravelDocument.example, ...change },
});
const [old, current] = [document('d1', { documentNumber: 'X1', state: 'REPLACED' }), document('d2', { documentNumber: 'X2' })];

const bodyOf = ({ factId, body }: typeof old, secret = newest, born = birthDate): IdentityKeyBody => ({
  subjectRef: body.subjectRef,
  ...keyOf(secret, { ...body, birthDate: born }),
  documentFact: { kind: 'travel-document', factId },
});
const keyFor = (of: typeof old, secret = newest, born = birthDate) => ({ factId: `key of ${of.factId}`, body: bodyOf(of, secret, born) });

describe('the keys of a person', () => {
  it.each([
    [
      'are stated for each document, replaced ones too',
      [],
      [
        { change: 'state', body: bodyOf(old) },
        { change: 'state', body: bodyOf(current) },
      ],
    ],
    ['stay when they are right', [keyFor(old), keyFor(current)], []],
    [
      'are revised when a newer secret came',
      [keyFor(old), keyFor(current, older)],
      [{ change: 'revise', key: keyFor(current, older), body: bodyOf(current) }],
    ],
    [
      'are corrected when the birth date was wrong',
      [keyFor(old, newest, '1988-12-03'), keyFor(current)],
      [{ change: 'correct', key: keyFor(old, newest, '1988-12-03'), body: bodyOf(old) }],
    ],
  ])('%s', (_, keys, changes) => expect(keyChanges({ documents: [old, current], keys, birthDate }, newest)).toEqual(changes));

  it('are taken back with their document', () => {
    expect(keyChanges({ documents: [current], keys: [keyFor(old), keyFor(current)], birthDate }, newest)).toEqual([
      { change: 'retract', key: keyFor(old) },
    ]);
  });

  it('are one for two documents of one number', () => {
    const paper = document('d3', { documentNumber: 'X2', documentType: 'TRAVEL_DOCUMENT' });
    expect(keyChanges({ documents: [current, paper], keys: [keyFor(current)], birthDate }, newest)).toEqual([]);
  });
});
