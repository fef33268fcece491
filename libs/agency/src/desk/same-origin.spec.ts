import { isFromHere } from './same-origin.guard.js';

describe('a form', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['the browser says that it is of this origin', { 'sec-fetch-site': 'same-origin', host: 'a.example' }, true],
    [
      'so it says behind a proxy that changes the host',
      { 'sec-fetch-site': 'same-origin', host: 'inside:4101', origin: 'https://a.example' },
      true,
    ],
    ['it says another site', { 'sec-fetch-site': 'cross-site', host: 'a.example', origin: 'https://a.example' }, false],
    ['it says a neighbour', { 'sec-fetch-site': 'same-site', host: 'a.example' }, false],
    ['it says that nobody sent it', { 'sec-fetch-site': 'none', host: 'a.example' }, false],
    ['an older browser names this origin', { origin: 'https://a.example', host: 'a.example' }, true],
    ['an older browser names this origin without TLS', { origin: 'http://127.0.0.1:4101', host: '127.0.0.1:4101' }, true],
    ['it names another port', { origin: 'http://127.0.0.1:4102', host: '127.0.0.1:4101' }, false],
    ['it names another site', { origin: 'https://a.example.evil', host: 'a.example' }, false],
    ['it hides its origin', { origin: 'null', host: 'a.example' }, false],
    ['nothing is said', { host: 'a.example' }, false],
    ['nothing at all is said', {}, false],
  ])(': %s', (_, headers, is) => expect(isFromHere(headers)).toBe(is));
});
