import { catalogue, mayKnow, statersOf, topicsOf, type Agency, type AnyFact, type Member } from '@timpora/contracts';
import { ownCaller, UnitOfWork } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { kafkaAs } from '../exchange/on-the-broker.js';
import { aRunningExchange, type RunningExchange } from './a-running-exchange.js';
import { aPermit, aPerson, exampleAt } from './residents.js';

import.meta.jest.setTimeout(60_000);

interface Digest {
  readonly issuer: string;
  readonly kind: string;
  readonly facts: number;
  readonly digest: string;
}

const founders: readonly Agency[] = ['imigrasi', 'dukcapil', 'disnaker'];
const joiners: readonly Agency[] = ['polres', 'dpmptsp'];

/** Whoever is admitted while others are at work needs no help of theirs: nobody is restarted, nothing is sent to it alone. */
describe('who joins an exchange that runs', () => {
  let exchange: RunningExchange;

  const statedBy = (agency: Agency): readonly AnyFact[] =>
    catalogue.facts.filter((fact) => statersOf(catalogue, fact).includes(agency) && fact.about !== 'minors');

  /** One fact of each kind that an agency states, by the kind's own example. */
  async function statesOneOfEach(agency: Agency, subjectRef: string): Promise<void> {
    for (const fact of statedBy(agency)) {
      const event = catalogue.events.find((each) => each.fact === fact);
      if (!event) throw new Error(`${fact.kind} has no event`);
      const body = exampleAt(agency, fact, subjectRef);
      // A copy of a kind has no invariants: its example may be stated whatever is there.
      const states = () =>
        exchange.does(agency, UnitOfWork<Member>).run(ownCaller('joining'), (tx) => tx.state({ ...event, fact: { ...fact } }, body));
      // Until the resident is known there.
      await eventually(
        () =>
          states().then(
            () => 'stated',
            (error: Error) => `${fact.kind}: ${error.message}`,
          ),
        'stated',
      );
    }
  }

  const digestsAt = async (agency: Agency): Promise<readonly Digest[]> =>
    (await exchange.client.get<{ digests: Digest[] }>(agency, '/api/exchange/digests', { role: 'operator' })).body.digests;

  /** What an agency must hold of others: by kind and issuer, as the issuer itself holds it. */
  async function entitledTo(agency: Agency, issuers: readonly Agency[]): Promise<readonly Digest[]> {
    const own = await Promise.all(issuers.map(async (issuer) => (await digestsAt(issuer)).filter((each) => each.issuer === issuer)));
    return own.flat().filter(({ kind }) => catalogue.facts.some((fact) => fact.kind === kind && mayKnow(agency, fact)));
  }

  const sorted = (digests: readonly Digest[]): readonly string[] =>
    digests.map(({ issuer, kind, facts, digest }) => `${issuer} ${kind} ${facts} ${digest}`).sort();

  beforeAll(async () => {
    exchange = await aRunningExchange(founders);
    const { subjectRef } = await exchange.client.accepted('imigrasi', '/api/foreign-nationals', aPerson());
    await exchange.client.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef));
    for (const agency of founders) await statesOneOfEach(agency, subjectRef);
    await exchange.join(...joiners);
    for (const agency of joiners) await statesOneOfEach(agency, subjectRef);
  }, 180_000);
  afterAll(() => exchange.stop(), 60_000);

  it.each(joiners)('%s hears from the first event on what it may know, and holds the same, byte for byte', async (agency) => {
    const others = [...founders, ...joiners].filter((each) => each !== agency);
    await eventually(async () => {
      const held = (await digestsAt(agency)).filter(({ issuer }) => issuer !== agency);
      return JSON.stringify(sorted(held)) === JSON.stringify(sorted(await entitledTo(agency, others)));
    }, true);
  });

  it('polres, which may know of permits, has heard some', async () => {
    expect((await digestsAt('polres')).map(({ issuer, kind }) => `${issuer} ${kind}`)).toContain('imigrasi stay-permit');
  });

  it.each(founders)('%s hears the joiners without a restart', async (agency) => {
    await eventually(async () => {
      const held = (await digestsAt(agency)).filter(({ issuer }) => joiners.some((joiner) => joiner === issuer));
      return JSON.stringify(sorted(held)) === JSON.stringify(sorted(await entitledTo(agency, joiners)));
    }, true);
  });

  it.each(joiners)('%s is let into no topic of a kind that it may not know', async (agency) => {
    const admin = kafkaAs(agency, `${agency}-secret`).admin();
    await admin.connect();
    const foreign = topicsOf(catalogue).filter(({ readers, writers }) => ![...readers, ...writers].includes(agency));
    expect(foreign.length).toBeGreaterThan(0);
    for (const { name } of foreign)
      await expect(admin.fetchTopicMetadata({ topics: [name] })).rejects.toMatchObject({ type: 'TOPIC_AUTHORIZATION_FAILED' });
    await admin.disconnect();
  });
});
