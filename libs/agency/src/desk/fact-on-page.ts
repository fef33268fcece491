import { fieldsOf, wordsOfCode, wordsOfEvent, wordsOfField, wordsOfKind, wordsOfMember, type Words } from '@timpora/contracts';

import type { ShownFact, ShownVersion } from '../reading/facts.sql.js';
import { adviceInWords } from './alert-on-page.js';
import { say, type Desk } from './desk.js';
import { html, type Content, type Html } from './html.js';
import { fieldInWords } from './in-words.js';
import { dayInWords, timeInWords } from './language.js';
import { followUpsOn, isPast, stepsOf, type FieldChange } from './resident.js';
import { texts } from './texts.js';

/** A fact with what belongs to it. */
export interface FactOnPage {
  readonly fact: ShownFact;
  /** Its versions, of an own fact that has several. */
  readonly versions: readonly ShownVersion[];
  /** Questions about facts of the page, and what was found about them. */
  readonly followUps: readonly ShownFact[];
  /** What to do first, of an open alert. */
  readonly advice: Words | null;
}

/** Said elsewhere on the page, or for machines only. */
const unsaid = new Set(['subjectRef', 'state', 'matchKey', 'keyId']);

/** Where on its page a fact stands. */
export const placeOnPage = ({ issuer, factId }: Pick<ShownFact, 'issuer' | 'factId'>): string => `fact-${issuer}-${factId}`;

/** The fields of a fact in the order of its contract, then those that only its owner knows yet. */
export function fieldRows(desk: Desk, { kind, body }: Pick<ShownFact, 'kind' | 'body'>): Content {
  const contract = desk.catalogue.factByKind.get(kind);
  const known = contract ? [...fieldsOf(contract.body).keys()] : [];
  const held = body ?? {};
  const fields = [...known, ...Object.keys(held).filter((field) => !known.includes(field))];
  return fields
    .filter((field) => !unsaid.has(field) && held[field] !== undefined)
    .map(
      (field) =>
        html`<dt>${say(desk, wordsOfField(kind, field))}</dt>
          <dd>${fieldInWords(desk, { kind, field, value: held[field] })}</dd>`,
    );
}

const changeInWords = (desk: Desk, kind: string, { field, from, to }: FieldChange): Html =>
  html`<li>
    ${say(desk, wordsOfField(kind, field))}: ${fieldInWords(desk, { kind, field, value: from })} →
    ${fieldInWords(desk, { kind, field, value: to })}
  </li>`;

function whatChanged(desk: Desk, kind: string, changes: readonly FieldChange[] | null): Content {
  if (changes === null) return say(desk, texts.firstVersion);
  if (changes.length === 0) return say(desk, texts.noChange);
  return html`<ul>
    ${changes.map((change) => changeInWords(desk, kind, change))}
  </ul>`;
}

const corrected = (desk: Desk, change: string): Content => change === 'corrected' && ` · ${say(desk, texts.correctedFact)}`;

const historyOf = (desk: Desk, kind: string, versions: readonly ShownVersion[]): Html =>
  html`<details>
    <summary>${say(desk, texts.history)} (${versions.length})</summary>
    <p class="hint">${say(desk, texts.historyOwn)}.</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">${say(desk, texts.version)}</th>
            <th scope="col">${say(desk, texts.happened)}</th>
            <th scope="col">${say(desk, texts.changes)}</th>
          </tr>
        </thead>
        <tbody>
          ${stepsOf(versions).map(
            ({ version: { version, event, occurredAt, change }, changes }) =>
              html`<tr>
                <td>${version}</td>
                <td>${say(desk, wordsOfEvent(event))}<br />${timeInWords(occurredAt, desk.language)}${corrected(desk, change)}</td>
                <td>${whatChanged(desk, kind, changes)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;

const codeIn = (desk: Desk, { kind, body }: ShownFact, field: string): string =>
  say(desk, wordsOfCode({ kind, field, code: String(body?.[field] ?? '') }));

const dayIn = (desk: Desk, { body }: ShownFact, field: string): string => dayInWords(String(body?.[field] ?? ''), desk.language);

function questionInWords(desk: Desk, fact: ShownFact): Html {
  const { fieldName, aboutKind } = fact.body ?? {};
  const where = typeof fieldName === 'string' ? ` (${say(desk, wordsOfField(String(aboutKind), fieldName))})` : '';
  return html`<li>
    ${say(desk, wordsOfKind(fact.kind))}: ${codeIn(desk, fact, 'questionCode')}${where}. ${say(desk, wordsOfMember(fact.issuer))} →
    ${codeIn(desk, fact, 'askedOf')}, ${say(desk, texts.answerBy)} ${dayIn(desk, fact, 'dueOn')}
  </li>`;
}

const findingInWords = (desk: Desk, fact: ShownFact): Html =>
  html`<li>
    ${say(desk, wordsOfKind(fact.kind))}: ${codeIn(desk, fact, 'outcome')}. ${say(desk, wordsOfMember(fact.issuer))},
    ${dayIn(desk, fact, 'decidedOn')}
  </li>`;

const originOf = (desk: Desk, { issuer, version, event, change, occurredAt, knownAt }: ShownFact): Html =>
  html`<p class="origin">
    ${say(desk, texts.source)}: ${say(desk, wordsOfMember(issuer))} · ${say(desk, wordsOfEvent(event))},
    ${timeInWords(occurredAt, desk.language)} · ${say(desk, texts.version)} ${version} · ${say(desk, texts.knownHere)}
    ${timeInWords(knownAt, desk.language)}${corrected(desk, change)}
  </p>`;

/** One fact in words: what it says, from whom, since when known here, what became of it. */
export function factOnPage(desk: Desk, { fact, versions, followUps, advice }: FactOnPage): Html {
  const { kind, body } = fact;
  const [id, state, own] = [placeOnPage(fact), body?.['state'], followUpsOn(fact, followUps)];
  return html`<article class="${isPast(fact) ? 'past' : 'present'}" aria-labelledby="${id}">
    <div class="head">
      <h3 id="${id}">${say(desk, wordsOfKind(kind))}</h3>
      ${typeof state === 'string' && html`<span class="state">${codeIn(desk, fact, 'state')}</span>`}
    </div>
    ${adviceInWords(desk, advice)}
    <dl>${fieldRows(desk, fact)}</dl>
    ${
      own.length > 0 &&
      html`<ul class="follow-ups">
        ${own.map((each) => (each.kind === 'record-query' ? questionInWords(desk, each) : findingInWords(desk, each)))}
      </ul>`
    }
    ${originOf(desk, fact)} ${versions.length > 1 && historyOf(desk, kind, versions)}
  </article>`;
}
