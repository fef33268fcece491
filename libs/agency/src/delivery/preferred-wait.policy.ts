/** Nobody waits longer for an answer, seconds. */
const longestWait = 60;

/** How long a client would wait for its answer, seconds (`Prefer: wait=N`, RFC 7240, 4.3); null when it does not say, or not understandably. */
export function preferredWait(prefer: string | undefined): number | null {
  const preferences = (prefer ?? '').split(',').map((each) => (each.split(';')[0] ?? '').trim());
  const [, seconds] = preferences.map((each) => /^wait\s*=\s*"?([0-9]{1,9})"?$/i.exec(each)).find((found) => found !== null) ?? [];
  return seconds === undefined ? null : Math.min(Number(seconds), longestWait);
}
