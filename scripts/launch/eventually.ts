import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer. @returns null when time is over */
export async function eventually<T>(ask: () => Promise<T | null>, withinMs = 30_000): Promise<T | null> {
  const until = Date.now() + withinMs;
  for (let pauseMs = 5; Date.now() < until; pauseMs = Math.min(pauseMs * 2, 200)) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(pauseMs);
  }
  return null;
}

/** Works through a list, a few at a time, in order of their start. */
export async function few<T>(list: readonly T[], atOnce: number, work: (each: T) => Promise<void>): Promise<void> {
  const rest = [...list];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next);
    }),
  );
}
