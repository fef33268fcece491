import { setTimeout as sleep } from 'node:timers/promises';

import { catalogue, mayKnow, type Agency } from '@timpora/contracts';

import type { AgencyApi, Answer } from './agency-api.js';
import { eventually } from './eventually.js';

export interface Said {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of the fact that it revises. */
  readonly version?: string;
}

/** States facts as the agencies' systems do, and shows when each entitled agency had them. */
export class Teller {
  /** @param name of this telling: what is said again under the same name is said once */
  constructor(
    readonly api: AgencyApi,
    private readonly name: string,
    private readonly say: (line: string) => void,
  ) {}

  /** The last fact of a kind in a state, as its owner holds it. */
  async someone(agency: Agency, kind: string, state: string): Promise<Answer['body']> {
    return (await this.api.get(agency, `/api/facts/${kind}?state=${state}&limit=200`)).body.facts.at(-1);
  }

  /** States it and shows where it went. What rests on a fact of somebody else waits until that has arrived. */
  async tell(who: Agency, what: string, said: Said): Promise<Answer['body']> {
    const fact = await this.state(who, what, said);
    await this.show(who, what, fact);
    return fact;
  }

  async state(who: Agency, what: string, said: Said): Promise<Answer['body']> {
    const accepted = await eventually(async () => {
      const { status, body } = await this.api.post(who, said.path, { ...said, key: `${this.name}-${what}`.replaceAll(/[^\w-]+/g, '-') });
      if (status < 400) return body;
      if (!isTooEarly.has(body?.code)) throw new Error(`${who} refused ${said.path}: ${String(body?.code)}`);
      return null;
    });
    if (!accepted) throw new Error(`${who} did not accept ${said.path} in 30 s`);
    return accepted;
  }

  private async show(who: Agency, what: string, { kind, factId, version }: Answer['body']): Promise<void> {
    const fact = catalogue.factByKind.get(kind);
    const path = `/api/facts/${kind}/${who}/${factId}`;
    const known = async (agency: Agency): Promise<number | null> => {
      const { body } = await this.api.get(agency, path);
      return body?.version === version ? Date.parse(body.knownAt) : null;
    };
    // Asking would only slow down what is measured: the agencies noted the time themselves.
    await sleep(150);
    const stated = (await known(who)) ?? 0;
    const hearers = this.api.agencies.filter((agency) => agency !== who && fact && mayKnow(agency, fact));
    const times = await Promise.all(
      hearers.map(async (agency) => `${agency} ${format((await eventually(() => known(agency))) ?? NaN, stated)}`),
    );
    this.say(`  ${who.padEnd(9)} ${what.padEnd(26)} ${times.join('   ')}`);
  }
}

/** Refusals that end when a fact of another agency arrives. */
const isTooEarly = new Set<unknown>(['subject.not-known', 'registration.no-valid-permit', 'review.not-here']);

const format = (at: number, from: number): string => (Number.isNaN(at) ? 'not in 30 s' : `${Math.max(at - from, 0)} ms`);
