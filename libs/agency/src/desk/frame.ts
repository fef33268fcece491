import { legalBasis, wordsOfMember, wordsOfPurpose, type Purpose } from '@timpora/contracts';

import { inLanguage, linkTo, say, type Desk, type Reader } from './desk.js';
import { html, type Content, type Html } from './html.js';
import { timeInWords, type Language } from './language.js';
import { stylesheetPath } from './stylesheet.js';
import { texts } from './texts.js';

export interface Page {
  readonly title: string;
  readonly content: Content;
}

const languages: readonly (readonly [Language, string])[] = [
  ['id', 'Bahasa Indonesia'],
  ['en', 'English'],
];

const languageChoice = (desk: Desk): Html =>
  html`<nav aria-label="${say(desk, texts.languageChoice)}">
    <ul>
      ${languages.map(([language, name]) =>
        language === desk.language
          ? html`<li lang="${language}" aria-current="true">${name}</li>`
          : html`<li><a lang="${language}" hreflang="${language}" href="${inLanguage(desk, language)}">${name}</a></li>`,
      )}
    </ul>
  </nav>`;

const purposeInWords = (desk: Desk, purpose: string | null): string =>
  purpose === null ? '' : `${say(desk, wordsOfPurpose(purpose))} (${purpose})`;

const ownLinks = (desk: Desk): Html =>
  html`<nav aria-label="${say(desk, texts.title)}">
      <ul>
        <li><a href="${linkTo(desk, '')}">${say(desk, texts.start)}</a></li>
        <li><a href="${linkTo(desk, '/residents')}">${say(desk, texts.find)}</a></li>
        <li><a href="${linkTo(desk, '/look-up')}">${say(desk, texts.lookUp)}</a></li>
      </ul>
    </nav>
    <form method="post" action="${linkTo(desk, '/sign-out')}">
      <button class="quiet" type="submit">${say(desk, texts.signOut)}</button>
    </form>`;

/** The legal basis of a purpose; its one text is in English. */
export function basisOf({ language }: Desk, purpose: string | null): string {
  const basis = legalBasis[purpose as Purpose] ?? '';
  return language === 'en' ? basis : basis.replace(/\barts?\b\.?/g, 'pasal').replace('public service', 'pelayanan publik');
}

const readerLine = (desk: Desk, { subject, purpose }: Reader): Html =>
  html`<p class="reader">${subject} · ${say(desk, texts.purpose)}: ${purposeInWords(desk, purpose)}</p>`;

/** On paper only: who printed this, when it was shown, and why. */
const printLine = (desk: Desk, { subject, purpose }: Reader): Html =>
  html`<div class="printed">
    <p>
      ${say(desk, wordsOfMember(desk.member))} · ${say(desk, texts.printedBy)} ${subject} · ${say(desk, texts.printedAt)}
      ${timeInWords(desk.now, desk.language)}
    </p>
    <p>
      ${say(desk, texts.purpose)}: ${purposeInWords(desk, purpose)}; ${say(desk, texts.legalBasis).toLowerCase()}: ${basisOf(desk, purpose)}
    </p>
    <p>${say(desk, texts.printedCare)}</p>
  </div>`;

/** What all pages have around their content. */
export function framed(desk: Desk, { title, content }: Page): string {
  const { language, reader } = desk;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${say(desk, texts.title)} ${say(desk, wordsOfMember(desk.member))}</title>
        <link rel="stylesheet" href="/desk${stylesheetPath}" />
      </head>
      <body>
        <a class="skip" href="#content">${say(desk, texts.toContent)}</a>
        <div class="band">
          <header>
            <span class="agency">${say(desk, texts.title)} · ${say(desk, wordsOfMember(desk.member))}</span>
            ${reader && ownLinks(desk)} ${languageChoice(desk)} ${reader && readerLine(desk, reader)}
          </header>
        </div>
        <main id="content">
          ${reader && printLine(desk, reader)}
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>${say(desk, texts.readOnly)}</footer>
      </body>
    </html>`.text;
}
