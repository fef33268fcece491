import { say, type Desk } from './desk.js';
import { searchForm } from './find-page.js';
import type { Page } from './frame.js';
import { html } from './html.js';
import { texts } from './texts.js';

/** Where a session begins. */
export const startPage = (desk: Desk): Page => ({
  title: say(desk, texts.start),
  content: html`<h2>${say(desk, texts.find)}</h2>
    ${searchForm(desk)}`,
});
