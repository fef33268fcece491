import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Clock, ownCaller, type Registry } from '@timpora/exchange';
import { positionsTopic, readRequest, readStatement, requestsTopic, signMessage, type Statement } from '@timpora/exchange/protocol';
import { appendRecord } from '@timpora/stack';

import { eventually } from '../../eventually.js';
import { testStack } from '../../stack/test-stack.js';
import { anExchange, withAnExchange, type TestExchange, type TestMember } from '../an-exchange.js';
import { alarmsAt, allAgree } from '../holding.js';
import { recordsIn } from '../on-the-broker.js';

const hourMs = 3_600_000;

class FastClock extends Clock {
  override systemMs = (): number => Date.now() + hourMs;
  override systemInstant = (): string => new Date(this.systemMs()).toISOString();
}

describe('P4: nothing is skipped in silence', () => {
  let x: TestExchange;
  beforeAll(async () => {
    x = await anExchange({ waits: { TIMPORA_FULL_STATEMENT_MS: '500', TIMPORA_SILENCE_MS: '2500' } });
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterAll(() => x.stop());

  const holds = (member: TestMember, factId: string, wanted: string | undefined): Promise<void> =>
    eventually(async () => (await member.view())[factId], wanted, 40_000);
  /** Requests that a member made so far, with the topics of this exchange that they name. */
  const requestsOf = async ({ contracts }: TestExchange, name: string) => {
    const topics = contracts.catalogue.events.map((event) => event.name);
    const requests = (await recordsIn(requestsTopic)).map(({ value, appendedMs }) => ({
      appendedMs,
      said: readRequest(Buffer.from(value)),
    }));
    return requests
      .filter(({ said }) => said?.member === name && said.streams.some(({ topic }) => topics.includes(topic)))
      .map(({ appendedMs, said }) => ({ appendedMs, topics: said?.streams.map(({ topic }) => topic).sort() }));
  };

  describe('what is missing', () => {
    it('holds its stream until it is there', async () => {
      const { imigrasi, polres, disdik } = x.members;
      await polres.stop();
      const lost = await x.take('lost on the broker');
      await holds(disdik, lost.factId, '1 lost on the broker');
      await x.loseTopic(x.contracts.NoteTaken);
      const beyond = await x.take('beyond the gap');
      await holds(disdik, beyond.factId, '1 beyond the gap');
      // Nobody can answer: the gap stays as long as it is looked at.
      await imigrasi.stop();
      await polres.start();
      const stream = `imigrasi/${x.contracts.NoteTaken.name}/0`;
      const gaps = async () => (await alarmsAt(polres)).filter((alarm) => alarm.endsWith(stream));
      await eventually(gaps, [`gap ${stream}`, `held ${stream}`]);
      expect(await polres.view()).toEqual({});
      await imigrasi.start();
      await holds(polres, lost.factId, '1 lost on the broker');
      await holds(polres, beyond.factId, '1 beyond the gap');
      await eventually(gaps, []);
      await eventually(() => allAgree(x), true);
    });

    it('is asked for in one request for all streams, and again only after a while', async () => {
      const { imigrasi, polres, disdik } = x.members;
      await polres.stop();
      const before = (await requestsOf(x, 'polres')).length;
      const { factId } = await x.take('taken');
      await x.change(factId, { text: 'changed' });
      await holds(disdik, factId, '2 changed');
      await x.loseTopic(x.contracts.NoteTaken);
      await x.loseTopic(x.contracts.NoteChanged);
      await imigrasi.stop();
      await polres.start();
      await eventually(async () => (await requestsOf(x, 'polres')).length > before + 3, true, 60_000);
      const requests = (await requestsOf(x, 'polres')).slice(before);
      const both = [x.contracts.NoteChanged.name, x.contracts.NoteTaken.name].sort();
      expect(requests.map(({ topics }) => topics)).toEqual(requests.map(() => both));
      // Once a second; without a limit at every look, five times a second.
      const pauses = requests.slice(1).map(({ appendedMs }, at) => appendedMs - (requests[at]?.appendedMs ?? 0));
      expect(Math.min(...pauses)).toBeGreaterThan(500);
      await imigrasi.start();
      await holds(polres, factId, '2 changed');
    });

    it('is sent again unasked by the owner, who sees a member stand still', () =>
      withAnExchange(
        { waits: { TIMPORA_FULL_STATEMENT_MS: '500', TIMPORA_GAP_PATIENCE_MS: String(hourMs), TIMPORA_STAND_STILL_MS: '1500' } },
        async (patient) => {
          const { polres, disdik } = patient.members;
          await Promise.all(Object.values(patient.members).map((member) => member.start()));
          const { factId } = await patient.take('everybody has it');
          await holds(polres, factId, '1 everybody has it');
          await polres.stop();
          const lost = await patient.take('lost on the broker');
          await holds(disdik, lost.factId, '1 lost on the broker');
          await patient.loseTopic(patient.contracts.NoteTaken);
          await polres.start();
          await holds(polres, lost.factId, '1 lost on the broker');
          expect(await requestsOf(patient, 'polres')).toEqual([]);
        },
      ));
  });

  describe('a member says where it stands', () => {
    const delivered = (factId: string, wanted: Record<'polres' | 'disdik', string>): Promise<void> =>
      eventually(async () => {
        const members = await x.members.imigrasi.exchange.deliveryOf('note', factId);
        return Object.fromEntries(members.map(({ member, state, parked }) => [member, parked > 0 ? `${state}, ${parked} parked` : state]));
      }, wanted);
    /** At imigrasi, polres and disdik. */
    const alarmsOf = async (code: string) =>
      (await Promise.all(Object.values(x.members).map(alarmsAt))).map((alarms) => alarms.filter((alarm) => alarm.startsWith(code)));

    it('so that the owner knows who has an event, who not yet, and who has it but cannot use it', async () => {
      const { imigrasi, polres } = x.members;
      const { factId } = await x.take('to be delivered');
      await delivered(factId, { disdik: 'has it', polres: 'has it' });
      await polres.stop();
      await x.change(factId, { text: 'while polres is away' });
      await delivered(factId, { disdik: 'has it', polres: 'not yet' });
      await polres.start();
      await delivered(factId, { disdik: 'has it', polres: 'has it' });
      const { NoteTaken } = x.contracts;
      const ofLaterContracts = { ...NoteTaken, type: `${NoteTaken.name}.v2` } as typeof NoteTaken;
      const later = await imigrasi.exchange.unitOfWork.run(ownCaller('test'), (tx) =>
        tx.state(ofLaterContracts, { text: 'of later contracts', state: 'OPEN' }),
      );
      await delivered(later.factId, { disdik: 'has it, 1 parked', polres: 'has it, 1 parked' });
      await x.change(later.factId, { text: 'as before' });
      await delivered(later.factId, { disdik: 'has it', polres: 'has it' });
    });

    it('so that one that never heard of a stream is known to lack it', () =>
      withAnExchange({}, async ({ members: { imigrasi }, take }) => {
        await imigrasi.start();
        const { factId } = await take('the first of all');
        const states = async () => (await imigrasi.exchange.deliveryOf('note', factId)).map(({ member, state }) => `${member} ${state}`);
        await eventually(states, ['disdik not yet', 'polres not yet']);
      }));

    it('or its silence is an alarm at everybody, until it speaks again', async () => {
      await x.members.polres.stop();
      await eventually(() => alarmsOf('silence'), [['silence polres'], [], ['silence polres']]);
      await x.members.polres.start();
      await eventually(() => alarmsOf('silence'), [[], [], []]);
    });

    it('and by which clock: a wrong one is an alarm at everybody, and stops nothing, nor does setting it right', async () => {
      const { polres } = x.members;
      await polres.stop();
      polres.clock = new FastClock();
      await polres.start();
      await eventually(() => alarmsOf('clock-skew'), [['clock-skew polres'], [], ['clock-skew polres']]);
      const { factId } = await x.take('by a right clock');
      await delivered(factId, { disdik: 'has it', polres: 'has it' });
      await polres.stop();
      polres.clock = new Clock();
      await polres.start();
      await eventually(() => alarmsOf('clock-skew'), [[], [], []]);
    });

    it('and signs it: what another says in its name, and what is older than what it said, count for nothing', async () => {
      const { imigrasi, disdik } = x.members;
      const { factId } = await x.take('known');
      await delivered(factId, { disdik: 'has it', polres: 'has it' });
      const place = {
        issuer: 'imigrasi',
        topic: x.contracts.NoteTaken.name,
        partition: 0,
        generation: 9,
        sequence: 9,
        head: '9'.repeat(64),
      };
      const saying = { clock: new Date().toISOString(), heard: [place], own: [], counts: { parked: 0, unverified: 0, held: 0 } };
      await say({ ...saying, member: 'polres', readTo: 2 ** 50 }, disdik);
      await say({ ...saying, member: 'disdik', readTo: 0 }, disdik);
      // What is said after it is heard after it.
      const { factId: next } = await x.take('known later');
      await delivered(next, { disdik: 'has it', polres: 'has it' });
      const generations = 'select distinct generation from member_position union select generation from stream_head';
      expect(await imigrasi.query(generations)).toEqual([{ generation: '1' }]);
    });

    async function say(statement: Statement, { settings: { signing } }: TestMember): Promise<void> {
      const { exchangeId } = JSON.parse(readFileSync(x.keys.registry, 'utf8')) as Registry;
      const value = Buffer.from(JSON.stringify(statement));
      expect(readStatement(value)).toEqual(statement);
      const signature = signMessage(exchangeId, positionsTopic, { value, key: createPrivateKey(readFileSync(signing.keyFile)) });
      await appendRecord(testStack(), positionsTopic, {
        key: statement.member,
        value: value.toString(),
        headers: { kid: signing.keyId, signature },
      });
    }
  });

  describe('a commit', () => {
    it('is not skipped when it was begun first and committed last', async () => {
      const { unitOfWork } = x.members.imigrasi.exchange;
      let commit = (): void => undefined;
      const held = new Promise<void>((resolve) => (commit = resolve));
      const slow = unitOfWork.run(ownCaller('slow'), async (tx) => {
        const note = await tx.state(x.contracts.NoteTaken, { text: 'begun first', state: 'OPEN' });
        await tx.find(x.contracts.Note, note.factId);
        await held;
        return note;
      });
      const fast = await x.take('committed first');
      await eventually(async () => (await x.members.polres.view())[fast.factId], '1 committed first');
      commit();
      const { factId } = await slow;
      await eventually(async () => (await x.members.polres.view())[factId], '1 begun first');
    });

    it('is not skipped in a thousand interleavings of commits', async () => {
      const { unitOfWork } = x.members.imigrasi.exchange;
      const before = Object.keys(await x.members.imigrasi.view()).length;
      const turns = (n: number): Promise<void> =>
        n > 0 ? new Promise<void>((resolve) => setImmediate(resolve)).then(() => turns(n - 1)) : Promise.resolve();
      const one = (n: number) =>
        unitOfWork.run(ownCaller('many'), async (tx) => {
          const note = await tx.state(x.contracts.NoteTaken, { text: `interleaved ${n % 100}`, state: 'OPEN' });
          await tx.find(x.contracts.Note, note.factId);
          await turns((n * 7919) % 40);
        });
      for (let round = 0; round < 50; round++) await Promise.all(Array.from({ length: 20 }, (_, n) => one(round * 20 + n)));
      await eventually(async () => Object.keys(await x.members.polres.view()).length, before + 1_000, 60_000);
      await eventually(() => allAgree(x), true);
    });
  });
});
