import {
  agencies,
  catalogue,
  fieldsOf,
  mayKnow,
  members,
  statersOf,
  topicsOf,
  type Agency,
  type AnyEvent,
  type AnyFact,
  type Member,
} from '@timpora/contracts';
import { ownCaller, UnitOfWork, type Held } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { kafkaAs } from '../exchange/on-the-broker.js';
import type { RunningExchange } from './a-running-exchange.js';
import { aChild, aResident, arrives, exampleAt } from './residents.js';

interface Digest {
  readonly issuer: string;
  readonly kind: string;
  readonly facts: number;
  readonly digest: string;
}

const kinds = catalogue.facts.map((fact): [string, AnyFact] => [fact.kind, fact]);
const holdersOf = (fact: AnyFact, issuer: Member): readonly Agency[] =>
  agencies.filter((agency) => agency === issuer || mayKnow(agency, fact));
const issuersOf = (fact: AnyFact): readonly Agency[] => agencies.filter((agency) => statersOf(catalogue, fact).includes(agency));
const eventsOf = (fact: AnyFact): readonly AnyEvent[] => catalogue.events.filter((event) => event.fact === fact);

/** An event whose owner's contracts let anything through, as those of a later or a faulty service may. */
const unchecked = (event: AnyEvent): AnyEvent => ({ ...event, fact: { ...event.fact, checkStated: () => [] } });

/** What an owner's facts keep to is tried elsewhere; here the same example is stated again and again. A copy of a kind has no invariants. */
const withoutInvariants = (event: AnyEvent): AnyEvent => ({ ...event, fact: { ...event.fact } });

/** The part of the promises that depends on the contracts: whatever is in the catalogue is tried, for every kind, event and member. */
export function promisesOfEveryKind(given: () => RunningExchange): void {
  let adult: string;
  let child: string;
  beforeAll(async () => {
    adult = (await aResident(given())).subjectRef;
    const { subjectRef, ...identity } = await given().client.accepted('imigrasi', '/api/foreign-nationals', aChild());
    child = subjectRef;
    await arrives(given(), { ...identity, subjectRef }, ['dukcapil']);
  });

  const exampleOf = (agency: Agency, fact: AnyFact): Record<string, unknown> =>
    exampleAt(agency, fact, fact.about === 'minors' ? child : adult);
  const states = (agency: Agency, event: AnyEvent, body: object): Promise<Held> =>
    given()
      .does(agency, UnitOfWork<Member>)
      .run(ownCaller('guarantees'), (tx) => tx.state(withoutInvariants(event), body));
  const corrects = (agency: Agency, event: AnyEvent, { factId }: Held, body: object): Promise<Held> =>
    given()
      .does(agency, UnitOfWork<Member>)
      .run(ownCaller('guarantees'), async (tx) => tx.correct(withoutInvariants(event), await tx.get(event.fact, factId), body));
  /** By agency; those that have no such row are left out. */
  async function at<Row extends object>(sql: string, factIds: readonly string[]): Promise<Record<string, Row[]>> {
    const rows = await Promise.all(agencies.map(async (agency) => [agency, await given().query<Row>(agency, sql, [factIds])] as const));
    return Object.fromEntries(rows.filter(([, found]) => found.length > 0));
  }
  const versionsAt = (factIds: readonly string[]) =>
    at('select fact_id, version from fact where fact_id = any ($1) order by fact_id', factIds);
  const parkedAt = (factIds: readonly string[]) => at('select reason from parked where fact_id = any ($1) and closed_at is null', factIds);
  const everywhere = (fact: AnyFact, issuer: Agency, row: object): Record<string, object[]> =>
    Object.fromEntries(holdersOf(fact, issuer).map((agency) => [agency, [row]]));

  describe('P2, P3: each event of every kind reaches exactly those who may know it, and all hold the same', () => {
    it.each(kinds)('%s', async (_, fact) => {
      const stated = await Promise.all(
        issuersOf(fact).flatMap((issuer) =>
          eventsOf(fact).map(async (event) => ({ issuer, factId: (await states(issuer, event, exampleOf(issuer, fact))).factId })),
        ),
      );
      expect(stated.length).toBeGreaterThan(0);
      for (const { issuer, factId } of stated)
        await eventually(() => versionsAt([factId]), everywhere(fact, issuer, { fact_id: factId, version: '1' }));
    });

    it('shown by one digest for each kind and issuer', async () => {
      const digests = async (): Promise<unknown[]> => {
        const answers = await Promise.all(
          agencies.map(async (agency) => {
            const { body } = await given().client.get<{ digests: Digest[] }>(agency, '/api/exchange/digests', { role: 'operator' });
            return body.digests.map((digest) => ({ agency, ...digest }));
          }),
        );
        return catalogue.facts.flatMap((fact) =>
          issuersOf(fact).map((issuer) => {
            const held = answers.flat().filter((each) => each.issuer === issuer && each.kind === fact.kind);
            return [
              issuer,
              fact.kind,
              held.map(({ agency }) => agency),
              new Set(held.map(({ facts, digest }) => `${facts} ${digest}`)).size,
            ];
          }),
        );
      };
      await eventually(
        digests,
        catalogue.facts.flatMap((fact) => issuersOf(fact).map((issuer) => [issuer, fact.kind, holdersOf(fact, issuer), 1])),
      );
    });
  });

  describe('P6: a body that breaks the contract harms only itself, and is healed by a later version', () => {
    it.each(kinds)('%s', async (_, fact) => {
      const [issuer] = issuersOf(fact);
      const [event] = eventsOf(fact);
      const [field] = [...fieldsOf(fact.body)].find(([name, { optional }]) => !optional && name !== fact.subject) ?? [];
      if (!issuer || !event || !field) throw new Error('a kind without an issuer, an event or a field that must be there');
      const { [field]: _left, ...broken } = exampleOf(issuer, fact);
      const bad = await states(issuer, unchecked(event), broken);
      const good = await states(issuer, event, exampleOf(issuer, fact));
      await eventually(() => versionsAt([good.factId]), everywhere(fact, issuer, { fact_id: good.factId, version: '1' }));
      const { [issuer]: _own, ...others } = everywhere(fact, issuer, { reason: 'breaks-contract' });
      await eventually(() => parkedAt([bad.factId]), others);
      expect(Object.keys(await versionsAt([bad.factId]))).toEqual([issuer]);
      await corrects(issuer, event, bad, exampleOf(issuer, fact));
      await eventually(() => versionsAt([bad.factId]), everywhere(fact, issuer, { fact_id: bad.factId, version: '2' }));
      expect(await parkedAt([bad.factId])).toEqual({});
    });
  });

  describe('P6: contracts are closed for writers and open for readers', () => {
    it.each(kinds)('%s with a field that this version does not know', async (_, fact) => {
      const [issuer] = issuersOf(fact);
      const [event] = eventsOf(fact);
      if (!issuer || !event) throw new Error('a kind without an issuer or an event');
      const later = { ...exampleOf(issuer, fact), addedLater: 'by a newer contract' };
      await expect(states(issuer, event, later)).rejects.toMatchObject({ problem: { code: 'contract.broken' } });
      const { factId } = await states(issuer, unchecked(event), later);
      await eventually(
        () => at(`select body->>'addedLater' as added from fact where fact_id = any ($1)`, [factId]),
        everywhere(fact, issuer, { added: 'by a newer contract' }),
      );
      expect(await parkedAt([factId])).toEqual({});
    });
  });

  describe('P8: the broker lets only the owner write, and only those who may know it read', () => {
    const topics = topicsOf(catalogue);
    const refused = { type: 'TOPIC_AUTHORIZATION_FAILED' };

    it.each(members)('%s sees no topic but those of kinds that it may hold', async (member) => {
      const admin = kafkaAs(member, `${member}-secret`).admin();
      await admin.connect();
      for (const { name, event, writers } of topics) {
        const asking = admin.fetchTopicMetadata({ topics: [name] });
        const maySee = writers.includes(member) || mayKnow(member, event.fact);
        if (maySee) expect((await asking).topics.map((topic) => topic.name)).toEqual([name]);
        else await expect(asking).rejects.toMatchObject(refused);
      }
      await admin.disconnect();
    });

    // Who does not see a topic cannot write to it: at the broker the right to write brings that to see.
    it.each(members)('%s cannot write to a topic of others that it reads', async (member) => {
      const producer = kafkaAs(member, `${member}-secret`).producer({ allowAutoTopicCreation: false });
      await producer.connect();
      const readOnly = topics.filter(({ readers, writers }) => readers.includes(member) && !writers.includes(member));
      for (const { name } of readOnly)
        await expect(producer.send({ topic: name, messages: [{ value: 'forged' }] })).rejects.toMatchObject(refused);
      await producer.disconnect();
    });

    it.each(kinds)('%s is stated by no agency that does not own it', async (_, fact) => {
      const [event] = eventsOf(fact);
      if (!event) throw new Error('a kind without an event');
      for (const agency of agencies.filter((each) => !issuersOf(fact).includes(each)))
        await expect(states(agency, event, exampleOf(agency, fact))).rejects.toMatchObject({ problem: { code: 'fact.not-own' } });
    });
  });
}
