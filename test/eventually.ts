import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is what is wanted, and then fails with the last difference as `toEqual` shows it. */
export async function eventually<T>(ask: () => Promise<T> | T, wanted: unknown, withinMs = 20_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isDeepStrictEqual(answer, wanted) || Date.now() > until) return expect(answer).toEqual(wanted);
    await pause(20);
  }
}
