import { wordsOfKind, wordsOfMember } from '@timpora/contracts';

import { mostFound, noNames, type SearchAnswer } from '../reading/find-residents.js';
import type { FoundResident } from '../reading/residents.sql.js';
import { linkTo, say, type Desk } from './desk.js';
import type { Page } from './frame.js';
import { html, type Html } from './html.js';
import { foundByWords, texts } from './texts.js';

/** The search, with what was searched for. */
export const searchForm = (desk: Desk, text = ''): Html =>
  html`<form method="get" action="/desk/residents" role="search" class="screen">
    ${desk.isAsked && html`<input type="hidden" name="lang" value="${desk.language}" />`}
    <label for="q">${say(desk, desk.holdsNames ? texts.searchBy : texts.searchByNumber)}</label>
    <div class="search">
      <input type="search" id="q" name="q" value="${text}" minlength="2" required autocomplete="off" aria-describedby="q-hint" /><button
        type="submit"
      >
        ${say(desk, texts.search)}
      </button>
    </div>
    <p class="hint" id="q-hint">${say(desk, desk.holdsNames ? texts.searchHint : texts.searchHintNumber)}</p>
  </form>`;

const shown = (desk: Desk, { subjectRef, name, foundBy, kind, issuer }: FoundResident): Html =>
  html`<li>
    <a class="name" href="${linkTo(desk, `/residents/${subjectRef}`)}">${name ?? `${say(desk, texts.resident)} ${subjectRef}`}</a><br />
    <span class="hint"
      >${say(desk, texts.foundBy)} ${say(desk, foundByWords[foundBy])} · ${say(desk, wordsOfKind(kind))}
      (${say(desk, wordsOfMember(issuer))}) · <span class="code">${subjectRef}</span></span
    >
  </li>`;

const nobody = (desk: Desk): Html =>
  html`<h2>${say(desk, texts.foundNobody)}</h2>
    <p>${say(desk, texts.foundNobodyWhy)}</p>
    <p>${say(desk, texts.foundNobodyTry)}</p>`;

/** Residents that were found, or what to do when nobody was; the bare search when nothing was asked yet. */
export function findPage(desk: Desk, text: string, answer: SearchAnswer | null): Page {
  const { residents = [] } = answer ?? {};
  const list = html`<h2>${say(desk, texts.found)}: ${residents.length}</h2>
    ${residents.length >= mostFound && html`<p class="notice">${say(desk, texts.foundMost)}</p>`}
    <ul class="found">
      ${residents.map((resident) => shown(desk, resident))}
    </ul>`;
  return {
    title: say(desk, texts.find),
    content: html`${searchForm(desk, text)} ${!desk.holdsNames && html`<p class="hint">${say(desk, noNames)}</p>`}
    ${answer && (residents.length > 0 ? list : nobody(desk))}`,
  };
}
