import 'reflect-metadata';

import { catalogue } from '@timpora/contracts';

import { inLanguage, linkTo, pageOfDesk, type Desk } from './desk.js';

const desk: Desk = {
  member: 'polres',
  catalogue,
  language: 'en',
  isAsked: true,
  holdsNames: true,
  reader: null,
  here: '/desk',
  now: '2026-11-02T00:00:00.000Z',
  today: '2026-11-02',
};

describe('links of the desk', () => {
  it('keep the language that was asked for, and no other', () => {
    expect(linkTo(desk, '/residents', { q: 'a&b "ü"' })).toBe('/desk/residents?q=a%26b+%22%C3%BC%22&lang=en');
    expect(linkTo({ ...desk, isAsked: false }, '')).toBe('/desk');
  });

  it('lead to the same page in the other language', () => {
    expect(inLanguage({ ...desk, here: '/desk/residents?q=wang&lang=en' }, 'id')).toBe('/desk/residents?q=wang&lang=id');
    expect(inLanguage({ ...desk, here: '//elsewhere.example/desk' }, 'id')).toBe('/desk?lang=id');
  });

  it.each([
    ['/desk', '/desk'],
    ['/desk?lang=en', '/desk?lang=en'],
    ['/desk/residents?q=w%C3%A4ng+li&lang=en', '/desk/residents?q=w%C3%A4ng+li&lang=en'],
    ['/desk/residents/019afb00-0000-7000-8000-000000000001', '/desk/residents/019afb00-0000-7000-8000-000000000001'],
    ['/desk/sign-out', '/desk'],
    ['https://elsewhere.example/desk', '/desk'],
    ['//elsewhere.example', '/desk'],
    ['/deskx', '/desk'],
    ['/desk/../api', '/desk'],
    ['/desk\\elsewhere', '/desk'],
    ['/desk\r\nset-cookie: x', '/desk'],
    ['/api/residents', '/desk'],
    [['/desk'], '/desk'],
    [undefined, '/desk'],
  ])('lead on after signing in only within the desk: %j', (path, goes) => expect(pageOfDesk(path)).toBe(goes));
});
