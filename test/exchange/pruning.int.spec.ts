import { heldDigests, listAgreed } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { anExchange, type TestExchange, type TestMember } from './an-exchange.js';

/** Long enough that a member which says where it stands is heard, short enough to be waited for. */
const journalMs = 2_000;

describe('a journal that keeps events for a while', () => {
  let x: TestExchange;
  const digest = async ({ exchange, name }: TestMember) => (await heldDigests(exchange.db, name)).find(({ kind }) => kind === 'note');
  const allAgree = async (): Promise<boolean> => {
    const [own, ...copies] = await Promise.all([x.members.imigrasi, x.members.polres, x.members.disdik].map(digest));
    return copies.every((copy) => copy?.digest === own?.digest && copy?.facts === own?.facts);
  };
  const journal = async (event: { readonly name: string }): Promise<readonly number[]> =>
    (
      await x.members.imigrasi.query<{ sequence: string }>('select sequence from journal where topic = $1 order by sequence', [event.name])
    ).map(({ sequence }) => Number(sequence));
  const beginning = async (event: { readonly name: string }): Promise<number> =>
    Number(
      (await x.members.imigrasi.query<{ pruned_up_to: string }>('select pruned_up_to from stream_head where topic = $1', [event.name]))[0]
        ?.pruned_up_to,
    );
  const verdict = async (): Promise<string | undefined> =>
    (await listAgreed(x.members.polres.exchange.db)).find(({ issuer, kind }) => issuer === 'imigrasi' && kind === 'note')?.state;
  const isPruned = (event: { readonly name: string }): Promise<void> => eventually(() => journal(event), []);

  beforeEach(async () => {
    x = await anExchange({
      waits: { TIMPORA_JOURNAL_MS: String(journalMs), TIMPORA_PRUNE_MS: '100', TIMPORA_FULL_STATEMENT_MS: '300' },
    });
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterEach(() => x.stop());

  it('loses what everybody has, and goes on from its head; what was lost is still known to have arrived', async () => {
    const { NoteTaken, NoteChanged } = x.contracts;
    const { factId } = await x.take('first');
    await x.take('second');
    await x.change(factId, { text: 'third' });
    await eventually(allAgree, true);
    await Promise.all([isPruned(NoteTaken), isPruned(NoteChanged)]);
    expect([await beginning(NoteTaken), await beginning(NoteChanged)]).toEqual([2, 1]);
    expect(x.members.imigrasi.log).toContain('journal.pruned');
    expect(x.members.polres.log).not.toContain('journal.pruned');
    const delivered = async (): Promise<unknown> =>
      (await x.members.imigrasi.exchange.deliveryOf('note', factId)).map(({ member, state }) => [member, state]);
    await eventually(delivered, [
      ['disdik', 'has it'],
      ['polres', 'has it'],
    ]);
    await x.change(factId, { text: 'fourth' });
    await eventually(async () => (await x.members.polres.view())[factId], '3 fourth');
    await eventually(allAgree, true);
    await x.members.imigrasi.stop();
    await x.members.imigrasi.start();
    await x.change(factId, { text: 'after a new start' });
    await eventually(async () => (await x.members.polres.view())[factId], '4 after a new start');
    const [generation] = await x.members.imigrasi.query('select max(generation)::int as of from stream_head');
    expect(generation).toEqual({ of: 1 });
  });

  it('still says what a member must hold at its positions, while facts are stated and events leave', async () => {
    const { factId } = await x.take('first');
    const seen = new Set<string | undefined>();
    const until = performance.now() + 2 * journalMs;
    for (let n = 0; performance.now() < until; n++) {
      await x.change(factId, { text: `text ${n}` });
      await x.members.polres.exchange.seekAgreement();
      seen.add(await verdict());
    }
    expect(await beginning(x.contracts.NoteChanged)).toBeGreaterThan(0);
    await eventually(allAgree, true);
    await eventually(async () => {
      await x.members.polres.exchange.seekAgreement();
      return verdict();
    }, 'equal');
    expect([...seen]).not.toContain('unequal');
  });

  it('answers a member that was away, and asks for what neither it nor Kafka has, by stating everything that counts again', async () => {
    const { NoteTaken, NoteChanged } = x.contracts;
    const { factId } = await x.take('everybody has it');
    await eventually(allAgree, true);
    await x.members.polres.stop();
    await x.take('while it was away');
    await x.change(factId, { text: 'changed while it was away' });
    await Promise.all([isPruned(NoteTaken), isPruned(NoteChanged)]);
    await x.loseTopic(NoteTaken);
    await x.loseTopic(NoteChanged);
    await x.members.polres.start();
    await eventually(allAgree, true, 60_000);
    expect((await x.members.polres.view())[factId]).toBe('2 changed while it was away');
    expect(Object.keys(await x.members.polres.view())).toHaveLength(2);
  });

  it('keeps what Kafka has not acknowledged, however old', async () => {
    const { NoteTaken, NoteChanged } = x.contracts;
    const { factId } = await x.take('sent');
    await eventually(allAgree, true);
    // Agreed on before Kafka's acknowledgement is noted: shut out in between, it would never be.
    await eventually(
      () => x.members.imigrasi.query('select acked_sequence from stream_head where topic = $1', [NoteTaken.name]),
      [{ acked_sequence: '1' }],
    );
    await x.shutOut('imigrasi', NoteTaken);
    const waiting = await x.take('not to be sent yet');
    await eventually(async () => (await journal(NoteTaken)).includes(2), true);
    await x.change(factId, { text: 'sealed later, in another topic' });
    await eventually(async () => (await x.members.polres.view())[factId], '2 sealed later, in another topic', 60_000);
    await isPruned(NoteChanged);
    await eventually(() => journal(NoteTaken), [2]);
    await x.makeRight();
    await eventually(async () => (await x.members.polres.view())[waiting.factId], '1 not to be sent yet', 90_000);
    await isPruned(NoteTaken);
  });

  it('keeps what a member lacks that goes on saying where it stands', async () => {
    const { NoteTaken, NoteChanged } = x.contracts;
    const { factId } = await x.take('everybody has it');
    await eventually(allAgree, true);
    await eventually(
      () => x.members.imigrasi.query(`select sequence from member_position where (member, topic) = ('polres', $1)`, [NoteTaken.name]),
      [{ sequence: '1' }],
    );
    await x.shutOut('polres', NoteTaken);
    await eventually(
      () => x.members.polres.query(`select about from alarm where code = 'topic-refused'`),
      [{ about: NoteTaken.name }],
      60_000,
    );
    const hidden = await x.take('polres cannot hear it');
    await x.change(factId, { text: 'polres hears it' });
    await eventually(async () => (await x.members.polres.view())[factId], '2 polres hears it', 60_000);
    await isPruned(NoteChanged);
    await eventually(() => journal(NoteTaken), [2]);
    await x.makeRight();
    await eventually(async () => (await x.members.polres.view())[hidden.factId], '1 polres cannot hear it', 90_000);
    await isPruned(NoteTaken);
  });
});
