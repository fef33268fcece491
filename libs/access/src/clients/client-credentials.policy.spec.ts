import { clientCredentialsIn } from './client-credentials.policy.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the credentials of a client', () => {
  it.each<[string, string | undefined, object, unknown]>([
    ['by HTTP Basic', basic('registry:abc'), {}, { client: 'registry', secret: 'abc' }],
    ['by HTTP Basic, form-encoded', basic('a%2Eb:c%3Ad+e'), {}, { client: 'a.b', secret: 'c:d e' }],
    ['by HTTP Basic, with a colon in the secret', basic('a:b:c'), {}, { client: 'a', secret: 'b:c' }],
    ['in the form', undefined, { client_id: 'a', client_secret: 'b' }, { client: 'a', secret: 'b' }],
    ['by HTTP Basic rather than in the form', basic('a:b'), { client_id: 'x', client_secret: 'y' }, { client: 'a', secret: 'b' }],
    ['not without a secret', basic('a'), {}, null],
    ['not with an empty secret', basic('a:'), {}, null],
    ['not badly encoded', basic('a:%zz'), {}, null],
    ['not with a bearer token', 'Bearer abc', {}, null],
    ['not as lists', undefined, { client_id: ['a'], client_secret: 'b' }, null],
    ['not of nobody', undefined, {}, null],
  ])('come %s', (_, header, form, wanted) => expect(clientCredentialsIn(header, form as Record<string, unknown>)).toEqual(wanted));
});
