const strings = /"(?:[^"\\]|\\.)*"/gs;
const brackets = /[[\]{}]/g;

/** Does a JSON text nest deeper than that? Asked before anything walks through it: 20,000 levels overflow a stack. */
export function nestsDeeperThan(limit: number, json: string): boolean {
  let depth = 0;
  for (const [bracket] of json.replace(strings, '').matchAll(brackets)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > limit) return true;
  }
  return false;
}
