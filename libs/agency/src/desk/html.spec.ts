import fc from 'fast-check';

import { html } from './html.js';

const decoded = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#96;/g, '`')
    .replace(/&amp;/g, '&');

/** Any text, with the signs that matter more often than chance would have them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', ' ', 'script', '&lt;', '&#39;', '-->', ']]>', '\n', 'onload', '王'))
    .map((parts) => parts.join('')),
);

describe('a page', () => {
  it('shows any text as that text, and nothing in it is markup', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: page } = html`<p>${text}</p>`;
        const inside = page.slice(3, -4);
        expect(page.startsWith('<p>') && page.endsWith('</p>')).toBe(true);
        expect(inside).not.toMatch(/[<>"'`]/);
        expect(inside.replace(/&(lt|gt|quot|amp|#39|#96);/g, '')).not.toContain('&');
        expect(decoded(inside)).toBe(text);
      }),
    );
  });

  it('keeps any text inside the quotes of its attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: page } = html`<input value="${text}" title="x" />`;
        const [, value, rest] = /^<input value="([^"]*)"(.*)$/s.exec(page) ?? [];
        expect([decoded(value ?? ''), rest]).toEqual([text, ' title="x" />']);
      }),
    );
  });

  it('takes markup only from a template, also in lists and deeper', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const { text: page } = html`<ul>
          ${texts.map((text) => html`<li>${[text, [text]]}</li>`)}
        </ul>`;
        expect(page.split('<').length - 1).toBe(2 + 2 * texts.length);
      }),
    );
  });

  it.each([
    ['nothing', null],
    ['what is undefined', undefined],
    ['what is not so', false as const],
    ['an empty list', []],
  ])('shows nothing for %s', (_, content) => expect(html`<p>${content}</p>`.text).toBe('<p></p>'));

  it('shows numbers', () => expect(html`${0} ${12n}`.text).toBe('0 12'));

  it('has markup of its own as an attribute', () => {
    expect(html`<option value="a" ${html`selected`}>${false}</option>`.text).toBe('<option value="a" selected></option>');
    expect(html`<option value="${'a'}" ${false}>A</option>`.text).toBe('<option value="a" >A</option>');
  });

  it('refuses a text where it would need no quotes to do harm', () => {
    const places = [
      () => html`<a href=${'x'}></a>`,
      () => html`<a ${'onclick'}="x"></a>`,
      () => html`<${'script'}></${'script'}>`,
      () => html`</${'p'}>`,
      () => html`<a class="b" ${'onclick'}></a>`,
      () => html`<a class="${'b'}" ${'onclick'}></a>`,
      () =>
        html`<p>1</p>
          <a href=${'x'} class="b"></a>`,
    ];
    for (const place of places) expect(place).toThrow('a text needs quotes here');
  });

  it('cannot be made from a value that looks like markup', () => {
    const forged = { text: '<script>' } as unknown as string;
    expect(() => html`<p>${forged}</p>`.text).toThrow();
  });
});
