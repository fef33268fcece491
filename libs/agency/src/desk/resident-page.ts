import { statersOf, wordsOfCode, wordsOfKind, wordsOfMember, type Words } from '@timpora/contracts';

import type { ShownFact, ShownVersion } from '../reading/facts.sql.js';
import { linkTo, say, type Desk } from './desk.js';
import type { TakenBack } from './desk.sql.js';
import { isOpenAlert } from './alerts.js';
import { factOnPage, placeOnPage } from './fact-on-page.js';
import type { Page } from './frame.js';
import { html, type Content, type Html } from './html.js';
import { timeInWords } from './language.js';
import { byTopic, missingKinds, nameIn } from './resident.js';
import { texts } from './texts.js';

/** What the page about one resident is made of. */
export interface ResidentOnPage {
  readonly subjectRef: string;
  readonly facts: readonly ShownFact[];
  /** Of own facts, by id. */
  readonly histories: ReadonlyMap<string, readonly ShownVersion[]>;
  /** Questions about these facts, and what was found about them. */
  readonly followUps: readonly ShownFact[];
  /** What to do first about open alerts, by id. */
  readonly advice: ReadonlyMap<string, Words>;
  readonly takenBack: readonly TakenBack[];
  /** When each member was last heard. */
  readonly heard: ReadonlyMap<string, Date>;
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

/** A member that was heard within so long is not mentioned as silent: members say where they stand far more often. */
const silentAfterMs = 3_600_000;

/** Who would say a kind, and since when it was not heard: what is not here may only not have come. */
function sourceOf(desk: Desk, kind: string, heard: ReadonlyMap<string, Date>): string {
  const fact = desk.catalogue.factByKind.get(kind);
  const others = fact ? statersOf(desk.catalogue, fact).filter((each) => each !== desk.member) : [];
  return others
    .map((each) => {
      const at = heard.get(each);
      const isSilent = !at || at.getTime() < Date.parse(desk.now) - silentAfterMs;
      const silence = at ? `${say(desk, texts.noNewsSince)} ${timeInWords(at, desk.language)}` : say(desk, texts.neverHeard);
      return `${say(desk, wordsOfMember(each))}${isSilent ? `, ${silence}` : ''}`;
    })
    .join('; ');
}

function nothingOf(desk: Desk, { facts, heard }: ResidentOnPage): Content {
  const kinds = missingKinds(desk, facts);
  if (kinds.length === 0) return null;
  return html`<h2>${say(desk, texts.nothingOf)}</h2>
    <p class="hint">${say(desk, texts.nothingOfWhy)}</p>
    <ul>
      ${kinds.map(({ kind }) => {
        const source = sourceOf(desk, kind, heard);
        return html`<li>${say(desk, wordsOfKind(kind))}${source !== '' && ` (${source})`}</li>`;
      })}
    </ul>`;
}

/** What somebody should look at comes first; all of it stands further down. */
const openAlertsOn = (desk: Desk, open: readonly ShownFact[]): Content =>
  open.length > 0 &&
  html`<div class="notice">
    <p><strong>${say(desk, texts.alerts)} (${open.length})</strong></p>
    ${open.map(
      (fact) =>
        html`<p>
          <a href="#${placeOnPage(fact)}"
            >${say(desk, wordsOfCode({ kind: fact.kind, field: 'ruleId', code: String(fact.body?.['ruleId']) }))}</a
          >
        </p>`,
    )}
  </div>`;

/** One resident with everything that this agency may know. */
export function residentPage(desk: Desk, resident: ResidentOnPage): Page {
  const { subjectRef, facts, histories, followUps, takenBack, advice } = resident;
  const topics = byTopic(facts).map(
    ([topic, own]) =>
      html`<section>
        <h2>${say(desk, texts[topic])}</h2>
        ${own.map((fact) =>
          factOnPage(desk, { fact, versions: histories.get(fact.factId) ?? [], followUps, advice: advice.get(fact.factId) ?? null }),
        )}
      </section>`,
  );
  return {
    title: nameIn(desk, facts) ?? `${say(desk, texts.resident)} …${subjectRef.slice(-6)}`,
    content: html`<p>${say(desk, texts.reference)}: <span class="code">${subjectRef}</span></p>
      <p class="hint screen">${say(desk, texts.print)}</p>
      ${openAlertsOn(desk, facts.filter(isOpenAlert))} ${topics} ${takenBack.length > 0 && takenBackOnPage(desk, takenBack)}
      ${nothingOf(desk, resident)}
      <p class="screen"><a href="${linkTo(desk, '/residents')}">${say(desk, texts.backToSearch)}</a></p>`,
  };
}
