import { createHmac } from 'node:crypto';

import { keyOf } from './match-key.js';

const secret = { keyId: 'match-1', secret: Buffer.from('0b'.repeat(32), 'hex') };
const document = { issuingState: 'UTO', documentNumber: 'L898902C3', birthDate: '1974-08-12' };
const keyFor = (change: Partial<typeof document>): string => keyOf(secret, { ...document, ...change }).matchKey;

describe('the key of a document', () => {
  it('is HMAC-SHA-256 over state, number and birth date, each with its length before it', () => {
    const wanted = createHmac('sha256', secret.secret).update('3:UTO9:L898902C310:1974-08-12').digest('hex');
    expect(keyOf(secret, document)).toEqual({ keyId: 'match-1', matchKey: wanted });
  });

  it.each(['l898902c3', 'L898 902 C3', 'L898902C3<<', 'L898-902-C3', ' L898902C3 '])(
    'is the same for the number typed as %p',
    (documentNumber) => {
      expect(keyFor({ documentNumber })).toBe(keyFor({}));
    },
  );

  it.each([
    ['another state', { issuingState: 'KOR' }],
    ['another number', { documentNumber: 'L898902C4' }],
    ['another birth date', { birthDate: '1974-12-08' }],
    ['a letter that went over to the number', { issuingState: 'UT', documentNumber: 'OL898902C3' }],
  ])('is another one with %s', (_, change) => expect(keyFor(change)).not.toBe(keyFor({})));

  it('is another one with another secret', () => {
    expect(keyOf({ keyId: 'match-1', secret: Buffer.from('0c'.repeat(32), 'hex') }, document).matchKey).not.toBe(keyFor({}));
  });
});
