import {
  fieldsOf,
  statersOf,
  wordsOfCode,
  wordsOfEvent,
  wordsOfField,
  wordsOfKind,
  wordsOfMember,
  type JsonSchema,
} from '@timpora/contracts';

import type { ShownFact, ShownVersion } from '../reading/facts.sql.js';
import type { View } from '../reading/kinds.js';
import { linkTo, say, type Desk } from './desk.js';
import type { TakenBack } from './desk.sql.js';
import type { Page } from './frame.js';
import { html, type Content, type Html } from './html.js';
import { inWords } from './in-words.js';
import { timeInWords } from './language.js';
import { byTopic, isPast, missingKinds, nameIn, stepsOf, type FieldChange } from './resident.js';
import { texts } from './texts.js';

/** What the page about one resident is made of. */
export interface ResidentOnPage {
  readonly subjectRef: string;
  readonly facts: readonly ShownFact[];
  /** Of own facts, by id. */
  readonly histories: ReadonlyMap<string, readonly ShownVersion[]>;
  readonly takenBack: readonly TakenBack[];
  readonly heard: ReadonlyMap<string, Date>;
}

/** A kind's fields with what the contract says of them; a kind that is not in the catalogue has none. */
const fieldsIn = ({ catalogue }: View, kind: string): ReadonlyMap<string, { readonly schema: JsonSchema }> => {
  const fact = catalogue.factByKind.get(kind);
  return fact ? fieldsOf(fact.body) : new Map();
};

const valueIn = (desk: Desk, view: View, place: { kind: string; field: string; value: unknown }): Content =>
  inWords(desk, { ...place, schema: fieldsIn(view, place.kind).get(place.field)?.schema ?? {} });

/** The fields of a fact in the order of its contract, then those that only its owner knows yet. */
function fieldRows(desk: Desk, view: View, { kind, body }: ShownFact): Content {
  const known = [...fieldsIn(view, kind).keys()];
  const held = body ?? {};
  const fields = [...known, ...Object.keys(held).filter((field) => !known.includes(field))];
  return fields
    .filter((field) => field !== 'subjectRef' && field !== 'state' && held[field] !== undefined)
    .map(
      (field) =>
        html`<dt>${say(desk, wordsOfField(kind, field))}</dt>
          <dd>${valueIn(desk, view, { kind, field, value: held[field] })}</dd>`,
    );
}

const changed =
  (desk: Desk, view: View, kind: string): ((change: FieldChange) => Html) =>
  ({ field, from, to }) =>
    html`<li>
      ${say(desk, wordsOfField(kind, field))}: ${valueIn(desk, view, { kind, field, value: from })} →
      ${valueIn(desk, view, { kind, field, value: to })}
    </li>`;

function whatChanged(desk: Desk, view: View, { kind, changes }: { kind: string; changes: readonly FieldChange[] | null }): Content {
  if (changes === null) return say(desk, texts.firstVersion);
  return changes.length === 0
    ? say(desk, texts.noChange)
    : html`<ul>
        ${changes.map(changed(desk, view, kind))}
      </ul>`;
}

const historyOfFact = (desk: Desk, view: View, { kind, versions }: { kind: string; versions: readonly ShownVersion[] }): Html =>
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
            ({ version, changes }) =>
              html`<tr>
                <td>${version.version}</td>
                <td>
                  ${say(desk, wordsOfEvent(version.event))}<br />${timeInWords(version.occurredAt, desk.language)}${version.change === 'corrected' && html`<br />${say(desk, texts.correctedFact)}`}
                </td>
                <td>${whatChanged(desk, view, { kind, changes })}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;

const originOfFact = (desk: Desk, { issuer, version, event, change, occurredAt, knownAt }: ShownFact): Html =>
  html`<p class="origin">
    ${say(desk, texts.source)}: ${say(desk, wordsOfMember(issuer))} · ${say(desk, wordsOfEvent(event))},
    ${timeInWords(occurredAt, desk.language)} · ${say(desk, texts.version)} ${version} · ${say(desk, texts.knownHere)}
    ${timeInWords(knownAt, desk.language)}${change === 'corrected' && html` · ${say(desk, texts.correctedFact)}`}
  </p>`;

function factOnPage(desk: Desk, view: View, { fact, versions }: { fact: ShownFact; versions: readonly ShownVersion[] }): Html {
  const { kind, body, issuer, factId } = fact;
  const [id, state] = [`fact-${issuer}-${factId}`, body?.['state']];
  return html`<article class="${isPast(fact) ? 'past' : 'present'}" aria-labelledby="${id}">
    <div class="head">
      <h3 id="${id}">${say(desk, wordsOfKind(kind))}</h3>
      ${typeof state === 'string' && html`<span class="state">${say(desk, wordsOfCode({ kind, field: 'state', code: state }))}</span>`}
    </div>
    <dl>${fieldRows(desk, view, fact)}</dl>
    ${originOfFact(desk, fact)} ${versions.length > 1 && historyOfFact(desk, view, { kind, versions })}
  </article>`;
}

const takenBackOnPage = (desk: Desk, facts: readonly TakenBack[]): Html =>
  html`<h2>${say(desk, texts.withdrawnFacts)}</h2>
    <ul>
      ${facts.map(
        ({ kind, issuer, reason, recordedAt }) =>
          html`<li>
            ${say(desk, wordsOfKind(kind))} (${say(desk, wordsOfMember(issuer))}),
            ${timeInWords(recordedAt, desk.language)}${reason !== null && html`. ${say(desk, texts.withdrawnWhy)}: ${say(desk, wordsOfCode({ kind, field: 'reason', code: reason, list: 'REASON' }))}`}
          </li>`,
      )}
    </ul>`;

/** Who would say a kind, and when it was last heard: what is not here may only not have come. */
function sourceOf(desk: Desk, { catalogue, member }: View, kind: string, heard: ReadonlyMap<string, Date>): string {
  const fact = catalogue.factByKind.get(kind);
  const others = fact ? statersOf(catalogue, fact).filter((each) => each !== member) : [];
  return others
    .map((each) => {
      const at = heard.get(each);
      return `${say(desk, wordsOfMember(each))}, ${at ? `${say(desk, texts.lastHeard)} ${timeInWords(at, desk.language)}` : say(desk, texts.neverHeard)}`;
    })
    .join('; ');
}

function nothingOf(desk: Desk, view: View, { facts, heard }: ResidentOnPage): Content {
  const kinds = missingKinds(view, facts);
  return (
    kinds.length > 0 &&
    html`<h2>${say(desk, texts.nothingOf)}</h2>
      <p class="hint">${say(desk, texts.nothingOfWhy)}</p>
      <ul>
        ${kinds.map(({ kind }) => {
          const source = sourceOf(desk, view, kind, heard);
          return html`<li>${say(desk, wordsOfKind(kind))}${source !== '' && ` (${source})`}</li>`;
        })}
      </ul>`
  );
}

/** One resident with everything that this agency may know. */
export function residentPage(desk: Desk, view: View, resident: ResidentOnPage): Page {
  const { subjectRef, facts, histories, takenBack } = resident;
  const topics = byTopic(facts).map(
    ([topic, own]) =>
      html`<section>
        <h2>${say(desk, texts[topic])}</h2>
        ${own.map((fact) => factOnPage(desk, view, { fact, versions: histories.get(fact.factId) ?? [] }))}
      </section>`,
  );
  return {
    title: nameIn(view, facts) ?? `${say(desk, texts.resident)} …${subjectRef.slice(-6)}`,
    content: html`<p>${say(desk, texts.reference)}: <span class="code">${subjectRef}</span></p>
      <p class="hint screen">${say(desk, texts.print)}</p>
      ${topics} ${takenBack.length > 0 && takenBackOnPage(desk, takenBack)} ${nothingOf(desk, view, resident)}
      <p class="screen"><a href="${linkTo(desk, '/residents')}">${say(desk, texts.backToSearch)}</a></p>`,
  };
}
