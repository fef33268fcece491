import { findEntry, wordsOfCode, wordsOfMember, type Words } from '@timpora/contracts';

import type { ShownFact } from '../reading/facts.sql.js';
import { alertOnPage, closedAlertOnPage, waitingOnPage } from './alert-on-page.js';
import { groupsOf, unitOf, type AlertGroup, type AlertOnDesk, type WaitingOnDesk } from './alerts.js';
import { say, type Desk } from './desk.js';
import { searchForm } from './find-page.js';
import type { Page } from './frame.js';
import { html, type Content, type Html } from './html.js';
import { texts } from './texts.js';

/** At most so many alerts are shown, the most urgent ones. */
export const mostAlerts = 100;

export interface AlertsOfStart {
  readonly open: readonly AlertOnDesk[];
  readonly closed: readonly AlertOnDesk[];
  readonly waiting: readonly WaitingOnDesk[];
}

const ofMember = ({ issuer }: ShownFact): string => issuer;

/** The desk of a group: one of this agency, another agency, or none yet. */
function deskInWords(desk: Desk, name: string | null): string {
  if (name === null) return say(desk, texts.notAssigned);
  return findEntry('UNIT', name)
    ? say(desk, wordsOfCode({ kind: 'alert', field: 'unit', code: name, list: 'UNIT' }))
    : say(desk, wordsOfMember(name));
}

const districtInWords = (desk: Desk, district: string | null): string =>
  district === null || district === 'outside' ? say(desk, texts.districtUnknown) : (findEntry('DISTRICT', district)?.name ?? district);

const groupOnPage = (desk: Desk, { desk: name, district, alerts }: AlertGroup): Html =>
  html`<section>
    <h3>${deskInWords(desk, name)} · ${districtInWords(desk, district)} (${alerts.length})</h3>
    ${alerts.map((alert) => alertOnPage(desk, alert))}
  </section>`;

interface Part {
  readonly title: Words;
  readonly alerts: readonly AlertOnDesk[];
  readonly deskOf: (alert: ShownFact) => string | null;
}

/** Own alerts by desk; those of other agencies, which a secretariat hears; what the enforcement members are asked. */
const partsOf = ({ member }: Desk, open: readonly AlertOnDesk[]): readonly Part[] => [
  { title: texts.alerts, alerts: open.filter(({ fact }) => fact.kind === 'alert' && fact.issuer === member), deskOf: unitOf },
  { title: texts.alertsForTeam, alerts: open.filter(({ fact }) => fact.kind === 'enforcement-alert'), deskOf: ofMember },
  { title: texts.alertsOfOthers, alerts: open.filter(({ fact }) => fact.kind === 'alert' && fact.issuer !== member), deskOf: ofMember },
];

const partOnPage = (desk: Desk, { title, alerts, deskOf }: Part): Content =>
  alerts.length > 0 &&
  html`<h2>${say(desk, title)} (${alerts.length})</h2>
    ${groupsOf(alerts, deskOf).map((group) => groupOnPage(desk, group))}`;

const nothingOpen = (desk: Desk): Html =>
  html`<h2>${say(desk, texts.noAlerts)}</h2>
    <p>${say(desk, texts.noAlertsWhy)}</p>`;

const closedOnPage = (desk: Desk, closed: readonly AlertOnDesk[]): Html =>
  html`<h2>${say(desk, texts.alertsClosed)}</h2>
    <p class="hint">${say(desk, texts.closedWhy)}</p>
    <ul>
      ${closed.map((alert) => closedAlertOnPage(desk, alert))}
    </ul>`;

const heldBack = (desk: Desk, waiting: readonly WaitingOnDesk[]): Html =>
  html`<h2>${say(desk, texts.alertsWaiting)} (${waiting.length})</h2>
    <p class="hint">${say(desk, texts.waitingWhy)}</p>
    <ul>
      ${waiting.map((each) => waitingOnPage(desk, each))}
    </ul>`;

/** Where a session begins: whom to look after first, then the search. */
export function startPage(desk: Desk, { open, closed, waiting }: AlertsOfStart): Page {
  return {
    title: say(desk, texts.start),
    content: html`${searchForm(desk)}
    ${open.length === 0 ? nothingOpen(desk) : html`<p class="hint">${say(desk, texts.alertsWhat)} ${say(desk, texts.alertsHow)}</p>`}
    ${open.length >= mostAlerts && html`<p class="notice">${say(desk, texts.moreAlerts)} ${mostAlerts}</p>`}
    ${partsOf(desk, open).map((part) => partOnPage(desk, part))} ${waiting.length > 0 && heldBack(desk, waiting)}
    ${closed.length > 0 && closedOnPage(desk, closed)}`,
  };
}
