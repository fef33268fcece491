import { wordsOfCode, wordsOfField, wordsOfKind, wordsOfMember } from '@timpora/contracts';

import type { ShownFact } from '../reading/facts.sql.js';
import type { AlertOnDesk, WaitingOnDesk } from './alerts.js';
import { linkTo, say, type Desk } from './desk.js';
import { html, type Content, type Html } from './html.js';
import { fieldInWords } from './in-words.js';
import { timeInWords } from './language.js';
import { texts } from './texts.js';

const code = (desk: Desk, { kind, body }: ShownFact, field: string): string =>
  say(desk, wordsOfCode({ kind, field, code: String(body?.[field] ?? '') }));

/** What is asked for, in one sentence of the rule: first what to do, and why it may be harmless. */
export const adviceInWords = (desk: Desk, advice: AlertOnDesk['advice']): Content =>
  advice && html`<p class="advice"><strong>${say(desk, texts.doFirst)}:</strong> ${say(desk, advice)}</p>`;

const resident = (desk: Desk, { subjectRef, name }: Pick<WaitingOnDesk, 'subjectRef' | 'name'>): Html =>
  html`<a href="${linkTo(desk, `/residents/${subjectRef}`)}">${name ?? `${say(desk, texts.resident)} …${subjectRef.slice(-6)}`}</a>`;

/** The members from whom there is no news. */
const waitingInWords = (desk: Desk, members: readonly string[]): string =>
  `${say(desk, texts.waitingFor)} ${members.map((member) => say(desk, wordsOfMember(member))).join(', ')}`;

const about = (desk: Desk, { fact: { subjectRef, kind, body }, name }: AlertOnDesk): Content => {
  if (subjectRef !== null) return resident(desk, { subjectRef, name });
  return body?.['organisationKey'] !== undefined && fieldInWords(desk, { kind, field: 'organisationKey', value: body['organisationKey'] });
};

const row = (desk: Desk, { kind, body }: ShownFact, field: string): Content =>
  body?.[field] !== undefined &&
  body[field] !== 0 &&
  html`<dt>${say(desk, wordsOfField(kind, field))}</dt>
    <dd>
      ${fieldInWords(desk, { kind, field, value: body[field] })}${
        field === 'dueOn' && String(body[field]) < desk.today && html` <strong>(${say(desk, texts.overdue)})</strong>`
      }
    </dd>`;

const rows: Readonly<Record<string, readonly string[]>> = {
  alert: ['conditionSince', 'dueOn', 'level', 'organisationKey', 'evidence'],
  'enforcement-alert': ['ask', 'dueOn', 'organisationKey', 'takenUpBy'],
};

/** An alert for whoever opens the desk: about whom, what to do first, by when. */
export function alertOnPage(desk: Desk, alert: AlertOnDesk): Html {
  const { fact, advice, waitingFor = [] } = alert;
  const id = `alert-${fact.issuer}-${fact.factId}`;
  const urgency = String(fact.body?.['urgency']);
  return html`<article class="present" aria-labelledby="${id}">
    <div class="head">
      <h4 id="${id}">${code(desk, fact, 'ruleId')}</h4>
      ${urgency !== 'ORDINARY' && html`<span class="state ${urgency.toLowerCase()}">${code(desk, fact, 'urgency')}</span>`}
      <span class="state">${code(desk, fact, 'state')}</span>
    </div>
    <p class="about">${about(desk, alert)}</p>
    ${adviceInWords(desk, advice)} ${waitingFor.length > 0 && html`<p class="notice">${waitingInWords(desk, waitingFor)}</p>`}
    <dl>${(rows[fact.kind] ?? []).map((field) => row(desk, fact, field))}</dl>
  </article>`;
}

/** An alert that is over, in one line with its reason. */
export const closedAlertOnPage = (desk: Desk, alert: AlertOnDesk): Html =>
  html`<li>
    ${code(desk, alert.fact, 'ruleId')} (${say(desk, wordsOfKind(alert.fact.kind)).toLowerCase()}): ${about(desk, alert)}.
    ${code(desk, alert.fact, 'state')}, ${timeInWords(alert.fact.occurredAt, desk.language)}.
    ${say(desk, wordsOfField(alert.fact.kind, 'closeReason'))}: ${code(desk, alert.fact, 'closeReason')}
  </li>`;

/** What is held back, in one line. */
export const waitingOnPage = (desk: Desk, waiting: WaitingOnDesk): Html =>
  html`<li>${say(desk, waiting.title)}: ${resident(desk, waiting)}. ${waitingInWords(desk, waiting.waitingFor)}</li>`;
