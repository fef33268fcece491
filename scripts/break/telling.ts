import { eventually } from '../launch/eventually.js';
import type { BreakableExchange } from './exchange.js';

/** What is shown of one damage: what is broken, who found out by what, how it healed and how long that took. */
export interface Telling {
  broken(text: string): void;
  /** Something else worth knowing, such as what did not happen. */
  remark(text: string): void;
}

export interface Damage {
  readonly title: string;
  /** Breaks something and lets everybody run again. @returns how it heals */
  readonly inflict: (exchange: BreakableExchange, telling: Telling) => Promise<string>;
  /** What must be true besides equal digests. */
  readonly isOver?: (exchange: BreakableExchange) => Promise<boolean>;
}

const healsWithinMs = 60_000;

/** Inflicts one damage, waits until everything is the same everywhere again, and tells. @returns whether it healed */
export async function show(
  exchange: BreakableExchange,
  { title, inflict, isOver = () => Promise.resolve(true) }: Damage,
  say: (line: string) => void,
): Promise<boolean> {
  say(`\n${title}`);
  for (const member of exchange.members.values()) member.listen();
  let brokenAt = performance.now();
  const how = await inflict(exchange, {
    broken: (text) => {
      brokenAt = performance.now();
      say(`  broken    ${text}`);
    },
    remark: (text) => say(`  seen      ${text}`),
  });
  const healed = await eventually(
    async () => ((await exchange.differing()).length === 0 && (await isOver(exchange)) ? true : null),
    healsWithinMs,
  );
  const seconds = ((performance.now() - brokenAt) / 1_000).toFixed(1);
  for (const { name, noticed } of [...exchange.members.values()].map((member) => ({ name: member.name, noticed: member.noticed() })))
    if (noticed.length > 0) say(`  noticed   ${name.padEnd(9)} ${noticed.join(', ')}`);
  say(healed ? `  healed    after ${seconds} s: ${how}` : `  NOT HEALED after ${seconds} s: ${(await exchange.differing()).join('; ')}`);
  return healed ?? false;
}

/** One line per owner and kind: who holds it, and whether the digests are equal. @returns whether all are */
export async function showDigests(exchange: BreakableExchange, say: (line: string) => void): Promise<boolean> {
  say(`\n${'owner'.padEnd(9)} ${'fact kind'.padEnd(18)} ${'facts'.padStart(5)}  ${'digest'.padEnd(16)}  held by`);
  let areEqual = true;
  for (const { owner, kind, facts, digest, copies } of await exchange.held()) {
    const others = copies.filter((copy) => copy.digest !== digest);
    areEqual &&= others.length === 0;
    const holders = copies.map((copy) => `${copy.member}${others.includes(copy) ? ' (OTHER)' : ''}`).join(', ');
    say(`${owner.padEnd(9)} ${kind.padEnd(18)} ${String(facts).padStart(5)}  ${digest.slice(0, 16)}  ${holders}`);
  }
  say(areEqual ? 'Every copy has the digest of its owner.' : 'NOT EQUAL.');
  return areEqual;
}
