import { wordsOfField, wordsOfKind, wordsOfMember } from '@timpora/contracts';

import type { ShownFact } from '../reading/facts.sql.js';
import { mostFound, noNames, type SearchAnswer } from '../reading/find-residents.js';
import type { FoundResident } from '../reading/residents.sql.js';
import { linkTo, say, type Desk } from './desk.js';
import type { Page } from './frame.js';
import { html, type Html } from './html.js';
import { fieldInWords } from './in-words.js';
import { marksOf, type Mark } from './resident.js';
import { foundByWords, texts } from './texts.js';

/** The search, with what was searched for. */
export const searchForm = (desk: Desk, text = ''): Html =>
  html`<form method="post" action="${linkTo(desk, '/residents')}" role="search" class="screen">
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

const markInWords = (desk: Desk, { kind, field, value }: Mark): Html =>
  html`<span class="part"
    >${say(desk, kind === 'stay-permit' ? texts.stayUntil : wordsOfField(kind, field))}: ${fieldInWords(desk, { kind, field, value })}</span
  > `;

const shown = (desk: Desk, { subjectRef, name, foundBy, kind, issuer }: FoundResident, facts: readonly ShownFact[]): Html =>
  html`<li>
    <a class="name" href="${linkTo(desk, `/residents/${subjectRef}`)}">${name ?? `${say(desk, texts.resident)} …${subjectRef.slice(-6)}`}</a
    ><br />
    ${marksOf(subjectRef, facts).map((mark) => markInWords(desk, mark))}<br />
    <span class="hint"
      >${say(desk, texts.foundBy)} ${say(desk, foundByWords[foundBy])} · ${say(desk, wordsOfKind(kind))}
      (${say(desk, wordsOfMember(issuer))}) · <span class="code">${subjectRef}</span></span
    >
  </li>`;

const byTheirName = (one: FoundResident, other: FoundResident): number => (one.name ?? '').localeCompare(other.name ?? '');

const nobody = (desk: Desk): Html =>
  html`<h2>${say(desk, texts.foundNobody)}</h2>
    <p>${say(desk, texts.foundNobodyWhy)}</p>
    <p>${say(desk, texts.foundNobodyTry)}</p>`;

/** Whom a search found, with what tells them apart. */
export interface Found {
  readonly residents: SearchAnswer['residents'];
  readonly facts: readonly ShownFact[];
}

/** Residents that were found, or what to do when nobody was; the bare search when nothing was asked yet. */
export function findPage(desk: Desk, text: string, found: Found | null): Page {
  const { residents = [], facts = [] } = found ?? {};
  const list = html`<h2>${say(desk, texts.found)}: ${residents.length}</h2>
    ${residents.length >= mostFound && html`<p class="notice">${say(desk, texts.foundMost)}</p>`}
    <ul class="found">
      ${[...residents].sort(byTheirName).map((resident) => shown(desk, resident, facts))}
    </ul>`;
  return {
    title: say(desk, texts.find),
    content: html`${searchForm(desk, text)} ${!desk.holdsNames && html`<p class="hint">${say(desk, noNames)}</p>`}
      <p class="screen"><a href="${linkTo(desk, '/look-up')}">${say(desk, texts.lookUpLink)}</a></p>
      ${found && (residents.length > 0 ? list : nobody(desk))}`,
  };
}
