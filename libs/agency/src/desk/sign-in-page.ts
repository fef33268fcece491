import { wordsOfPurpose, type Purpose } from '@timpora/contracts';

import { linkTo, pageOfDesk, say, type Desk } from './desk.js';
import { basisOf, type Page } from './frame.js';
import { html, type Content, type Html } from './html.js';
import { texts } from './texts.js';

const choice = (desk: Desk, purpose: Purpose): Html =>
  html`<div class="choice">
    <input type="radio" name="purpose" id="${purpose}" value="${purpose}" required />
    <label for="${purpose}"
      >${say(desk, wordsOfPurpose(purpose))}<small>${purpose} · ${say(desk, texts.legalBasis)}: ${basisOf(desk, purpose)}</small></label
    >
  </div>`;

/** The form that a session begins with; the page on which it ended is where it goes on. */
export const signInPage = (desk: Desk, purposes: readonly Purpose[], notice: Content = null): Page => ({
  title: say(desk, texts.signIn),
  content: html`${notice}
    <p>${say(desk, texts.signInWhy)}</p>
    <form method="post" action="${linkTo(desk, '/sign-in')}" autocomplete="off">
      <input type="hidden" name="next" value="${pageOfDesk(desk.here)}" />
      <p>
        <label for="token">${say(desk, texts.token)}</label>
        <textarea
          id="token"
          name="token"
          rows="4"
          required
          spellcheck="false"
          autocapitalize="off"
          aria-describedby="token-hint"
        ></textarea>
        <span class="hint" id="token-hint"
          >${say(desk, texts.tokenHint)}: <code class="code">npm run --silent token -- ${desk.member} officer</code></span
        >
      </p>
      <fieldset>
        <legend>${say(desk, texts.purposeChoice)}</legend>
        ${purposes.map((purpose) => choice(desk, purpose))}
      </fieldset>
      <p><button type="submit">${say(desk, texts.signIn)}</button></p>
      <p class="hint">${say(desk, texts.afterSignIn)}</p>
    </form>`,
});
