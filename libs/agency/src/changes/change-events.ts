import { cursorText, type ChangedFact, type ChangePage } from '@timpora/exchange';

/** Written once for all who follow. */
const texts = new WeakMap<ChangedFact, string>();

function textOf(fact: ChangedFact): string {
  const text = texts.get(fact) ?? JSON.stringify(fact);
  texts.set(fact, text);
  return text;
}

/**
 * Server-Sent Events (HTML Living Standard, 9.2) of a page. The id is the place from which to read on; one without data is a heartbeat that
 * moves the place of a follower to whom nothing was to tell.
 */
export function eventsOf({ changes, next, isReset }: ChangePage): string {
  const reset = isReset ? 'event: reset\ndata: {}\n\n' : '';
  const told = changes.map(({ cursor, fact }) => `id: ${cursorText(cursor)}\nevent: change\ndata: ${textOf(fact)}\n\n`);
  return [reset, ...told, changes.length === 0 ? `id: ${cursorText(next)}\n\n` : ''].join('');
}
