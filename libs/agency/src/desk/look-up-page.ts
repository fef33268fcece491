import { entriesOf, wordsOfCode, wordsOfField, type Entry } from '@timpora/contracts';

import { linkTo, say, type Desk } from './desk.js';
import type { Page } from './frame.js';
import { html, type Content, type Html } from './html.js';
import { texts } from './texts.js';

const typed = ['issuingState', 'documentNumber', 'birthDate'] as const;

/** What stands in the form: shown again after a refusal, because nobody types all of it twice for one letter. */
export type TypedDocument = Readonly<Partial<Record<(typeof typed)[number] | 'mrz', string>>>;

/** What was sent, without what was left empty. */
export const typedIn = (form: unknown): TypedDocument =>
  Object.fromEntries(
    [...typed, 'mrz'].flatMap((name) => {
      const value = (form as Readonly<Record<string, unknown>> | undefined)?.[name];
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [];
    }),
  );

/** The same as the command of the API. */
export const handOf = ({ mrz, ...rest }: TypedDocument): Record<string, string | readonly string[]> => ({
  ...rest,
  ...(mrz !== undefined && { mrz: mrz.split(/\s*[\r\n]+\s*/) }),
});

const label = (desk: Desk, name: (typeof typed)[number]): Html =>
  html`<label for="${name}">${say(desk, wordsOfField('travel-document', name))}</label>`;

function stateChoice(desk: Desk, chosen: string | undefined): Html {
  const named = entriesOf('COUNTRY')
    .map(({ code }: Entry) => ({
      code,
      name: say(desk, wordsOfCode({ kind: 'travel-document', field: 'issuingState', code, list: 'COUNTRY' })),
    }))
    .sort((one, other) => one.name.localeCompare(other.name, desk.language));
  const selected = html`selected`;
  return html`<select id="issuingState" name="issuingState">
    <option value=""></option>
    ${named.map(({ code, name }) => html`<option value="${code}" ${code === chosen && selected}>${name} (${code})</option>`)}
  </select>`;
}

/** Who somebody is, by the document in hand. Sent in the body: what is typed stands in no address, history or log. */
export const lookUpPage = (
  desk: Desk,
  { issuingState, documentNumber, birthDate, mrz }: TypedDocument = {},
  notice: Content = null,
): Page => ({
  title: say(desk, texts.lookUp),
  content: html`${notice}
    <p class="hint">${say(desk, texts.lookUpWhy)}</p>
    <form method="post" action="${linkTo(desk, '/look-up')}" autocomplete="off" class="screen document">
      <p>${label(desk, 'issuingState')} ${stateChoice(desk, issuingState)}</p>
      <p>
        ${label(desk, 'documentNumber')}
        <input type="text" id="documentNumber" name="documentNumber" value="${documentNumber}" maxlength="40" spellcheck="false" />
      </p>
      <p>
        ${label(desk, 'birthDate')}
        <input type="date" id="birthDate" name="birthDate" value="${birthDate}" max="${desk.today}" />
      </p>
      <p>
        <label for="mrz">${say(desk, texts.lookUpMrz)}</label>
        <textarea id="mrz" name="mrz" rows="3" spellcheck="false" autocapitalize="characters" aria-describedby="mrz-hint">${mrz}</textarea>
        <span class="hint" id="mrz-hint">${say(desk, texts.lookUpMrzHint)}</span>
      </p>
      <p><button type="submit">${say(desk, texts.lookUpSend)}</button></p>
    </form>`,
});
