import { heldDigests, listAgreed, listIncidents, otherContents } from '@timpora/exchange';

import { eventually } from '../../eventually.js';
import { anExchange, withAnExchange, type TestExchange } from '../an-exchange.js';

describe('P9: a member and an owner can show that they hold the same: agreement', () => {
  let x: TestExchange;
  const verdicts = new Set<string | undefined>();
  const verdict = async (): Promise<string | undefined> =>
    (await listAgreed(x.members.polres.exchange.db)).find(({ issuer, kind }) => issuer === 'imigrasi' && kind === 'note')?.state;
  /** Asks until the owner gives this verdict: "later" is an answer while a part is still on its way. */
  const compareUntil = (wanted: string): Promise<void> =>
    eventually(async () => {
      await x.members.polres.exchange.seekAgreement();
      const state = await verdict();
      verdicts.add(state);
      return state;
    }, wanted);
  const note = async (name: 'imigrasi' | 'polres') =>
    (await heldDigests(x.members[name].exchange.db, name)).find(({ kind }) => kind === 'note')?.digest;

  beforeAll(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterAll(() => x.stop());

  it('is shown while facts go on to be stated', async () => {
    const { factId } = await x.take('first');
    const stating = (async () => {
      for (let n = 0; n < 40; n++) await x.change(factId, { text: `text ${n}` });
    })();
    await compareUntil('equal');
    await stating;
    // Equal at the position the member had read: the last changes may still be on their way, or not sealed and in no digest.
    await eventually(async () => (await x.members.polres.view())[factId], '41 text 39');
    expect(await note('polres')).toBe(await note('imigrasi'));
    await compareUntil('equal');
    // Lag is "later" at most.
    expect(verdicts).not.toContain('unequal');
  });

  it('is sought by itself, and heals by itself', () =>
    withAnExchange({ waits: { TIMPORA_AGREEMENT_MS: '500' } }, async ({ members: { imigrasi, polres }, take }) => {
      await imigrasi.start();
      await polres.start();
      const { factId } = await take('will be lost');
      const holds = (): Promise<void> => eventually(async () => (await polres.view())[factId], '1 will be lost');
      await holds();
      await polres.query('delete from fact where fact_id = $1', [factId]);
      await holds();
      const verdictsOnNotes = async () =>
        (await listAgreed(imigrasi.exchange.db)).filter(({ kind }) => kind === 'note').map(({ member, state }) => `${member} ${state}`);
      await eventually(verdictsOnNotes, ['polres equal']);
    }));

  it('finds a fact that a member lost, and heals it', async () => {
    const { factId } = await x.take('will be lost');
    await eventually(async () => (await x.members.polres.view())[factId], '1 will be lost');
    await x.members.polres.query('delete from fact where fact_id = $1', [factId]);
    await compareUntil('unequal');
    await eventually(async () => (await x.members.polres.view())[factId], '1 will be lost');
    await compareUntil('equal');
  });

  it('finds content that is not what its hash says, and the owner states its own again although nobody can hand that over', () =>
    withAnExchange({ waits: { TIMPORA_AGREEMENT_MS: '500' } }, async ({ members: { imigrasi, polres }, take }) => {
      await imigrasi.start();
      await polres.start();
      const { factId } = await take('the true text');
      await eventually(async () => (await polres.view())[factId], '1 the true text');
      await polres.query(
        `update fact set document = document || ' ', document_hash = sha256('x'), body = '{"text":"forged"}' where fact_id = $1`,
        [factId],
      );
      await eventually(async () => (await polres.view())[factId], '2 the true text');
    }));

  /** An operator of imigrasi sees these. */
  const incidents = async (factId: string) =>
    (await listIncidents(x.members.imigrasi.exchange.db, 'imigrasi'))
      .filter((each) => each.factId === factId)
      .map(({ member, version, ownVersion, reason, isHere }) => ({ member, version, ownVersion, reason, isHere }));
  const nameOf = async (factId: string) => {
    const [incident] = (await listIncidents(x.members.imigrasi.exchange.db, 'imigrasi')).filter((each) => each.factId === factId);
    return { kind: 'note', factId, documentHash: incident?.documentHash ?? '' };
  };
  const decisions = () => x.members.imigrasi.exchange.decisions;
  const everywhere = async (factId: string): Promise<readonly (string | undefined)[]> =>
    Promise.all([x.members.imigrasi, x.members.polres, x.members.disdik].map(async (member) => (await member.view())[factId]));

  /** What a member heard, and its owner and Kafka have lost: this text under this version. */
  async function onlyPolresKnows(factId: string, version: number, text: string): Promise<void> {
    const [row] = await x.members.polres.query<{ document: string }>('select document from fact where fact_id = $1', [factId]);
    const known = JSON.parse(row?.document ?? '{}') as { data: object };
    const lost = JSON.stringify({ ...known, factversion: String(version), data: { ...known.data, text } });
    await x.members.polres.query(
      `update fact set version = $2, document = $3, document_hash = sha256(convert_to($3, 'UTF8')), body = $3::jsonb -> 'data' where fact_id = $1`,
      [factId, version, lost],
    );
  }
  async function aNoteThatOnlyPolresKnows(text: string, version = 7): Promise<string> {
    const { factId } = await x.take('known to both');
    await eventually(() => everywhere(factId), Array(3).fill('1 known to both'));
    await onlyPolresKnows(factId, version, text);
    await compareUntil('unequal');
    await eventually(
      () => incidents(factId),
      [
        { member: 'polres', version: String(version), ownVersion: '1', reason: version === 1 ? 'contradicts' : 'unknown', isHere: true },
      ].map((each) => (version === 1 ? { ...each, ownVersion: '2' } : each)),
    );
    return factId;
  }

  it('shows an operator of the owner what only a member knows, with its document at hand, and changes nothing by itself', async () => {
    const factId = await aNoteThatOnlyPolresKnows('only polres knows');
    expect((await x.members.imigrasi.view())[factId]).toBe('1 known to both');
    const [content] = await otherContents(x.members.imigrasi.exchange.db, 'imigrasi', { kind: 'note', factId });
    expect([content?.member, content?.document?.body]).toEqual(['polres', { text: 'only polres knows', state: 'OPEN' }]);
    const [alarm] = await x.members.imigrasi.query(`select cleared_at from alarm where code = 'unknown-document'`);
    expect(alarm).toEqual({ cleared_at: null });
    await decisions().keep(await nameOf(factId));
    await eventually(() => everywhere(factId), Array(3).fill('8 known to both'));
    expect(await incidents(factId)).toEqual([]);
    await eventually(
      () => x.members.imigrasi.query(`select cleared_at is not null as cleared from alarm where code = 'unknown-document'`),
      [{ cleared: true }],
    );
    await compareUntil('equal');
  });

  it('has what only a member knew as the fact, everywhere, once an operator of the owner adopts it', async () => {
    const factId = await aNoteThatOnlyPolresKnows('adopted');
    const which = await nameOf(factId);
    expect(await decisions().adopt(which)).toEqual({ kind: 'note', factId, version: '8' });
    await eventually(() => everywhere(factId), Array(3).fill('8 adopted'));
    await expect(decisions().adopt(which)).rejects.toThrow('incident.not-found');
    expect(await x.members.imigrasi.query('select document from incident where fact_id = $1', [factId])).toEqual([{ document: null }]);
    await x.change(factId, { text: 'goes on from there' });
    await eventually(() => everywhere(factId), Array(3).fill('9 goes on from there'));
    await compareUntil('equal');
  });

  it('has what only a member knew nowhere, once an operator of the owner withdraws it', async () => {
    const factId = await aNoteThatOnlyPolresKnows('withdrawn');
    await decisions().withdraw(await nameOf(factId), 'MISTAKE');
    await eventually(() => everywhere(factId), Array(3).fill('8 -'));
    await compareUntil('equal');
  });

  it('brings back a fact of which the owner has nothing left', async () => {
    const { imigrasi } = x.members;
    const factId = await aNoteThatOnlyPolresKnows('all that is left');
    await imigrasi.query('delete from fact where fact_id = $1', [factId]);
    const which = await nameOf(factId);
    await expect(decisions().keep(which)).rejects.toThrow('incident.nothing-to-keep');
    await decisions().adopt(which);
    await eventually(() => everywhere(factId), Array(3).fill('8 all that is left'));
    await compareUntil('equal');
  });

  it('of two contents lets the own one stand, until an operator of the owner has seen both and decides for the other', async () => {
    const factId = await aNoteThatOnlyPolresKnows('the other one is right', 1);
    await eventually(() => everywhere(factId), Array(3).fill('2 known to both'));
    await decisions().adopt(await nameOf(factId));
    await eventually(() => everywhere(factId), Array(3).fill('3 the other one is right'));
    expect(await incidents(factId)).toEqual([]);
    await compareUntil('equal');
  });

  it('has the other content at hand before its own replaces it, however many comparisons run at once', async () => {
    const { factId } = await x.take('known to both');
    await eventually(() => everywhere(factId), Array(3).fill('1 known to both'));
    await onlyPolresKnows(factId, 1, 'seen by many at once');
    for (let n = 0; n < 5; n++) await x.members.polres.exchange.seekAgreement();
    await eventually(() => everywhere(factId), Array(3).fill('2 known to both'));
    const seen = { member: 'polres', version: '1', ownVersion: '2', reason: 'contradicts', isHere: true };
    expect(await incidents(factId)).toEqual([seen]);
    await decisions().keep(await nameOf(factId));
    await compareUntil('equal');
  });

  it('states nothing more when the content that stands already is the right one', async () => {
    const factId = await aNoteThatOnlyPolresKnows('the other one is wrong', 1);
    expect(await decisions().keep(await nameOf(factId))).toEqual({ kind: 'note', factId, version: '2' });
    expect(await incidents(factId)).toEqual([]);
    await compareUntil('equal');
    expect(await everywhere(factId)).toEqual(Array(3).fill('2 known to both'));
  });

  it('takes no document but the very one that it misses', async () => {
    const { factId } = await x.take('known to both');
    await eventually(() => everywhere(factId), Array(3).fill('1 known to both'));
    await x.members.polres.query(`update fact set version = 7, document_hash = sha256('y') where fact_id = $1`, [factId]);
    const other = await aNoteThatOnlyPolresKnows('handed over with it');
    expect(await incidents(factId)).toEqual([{ member: 'polres', version: '7', ownVersion: '1', reason: 'unknown', isHere: false }]);
    await expect(decisions().adopt(await nameOf(factId))).rejects.toThrow('incident.content-missing');
    for (const each of [factId, other]) await decisions().withdraw(await nameOf(each), 'MISTAKE');
    for (const each of [factId, other]) await eventually(() => everywhere(each), Array(3).fill('8 -'));
    await compareUntil('equal');
  });

  it('shows an operator the other content also when it was found in Kafka, signed by the owner itself', async () => {
    const { imigrasi } = x.members;
    const { factId } = await x.take('in the database');
    await eventually(() => everywhere(factId), Array(3).fill('1 in the database'));
    const [row] = await imigrasi.query<{ document: string }>('select document from fact where fact_id = $1', [factId]);
    await imigrasi.query(
      `insert into own_evidence (topic, partition, generation, sequence, prev, head, record_offset, document, document_hash)
       values ($1, 0, 1, 9999, sha256('before'), sha256('after'), 0, $2, sha256(convert_to($2, 'UTF8')))`,
      [x.contracts.NoteTaken.name, row?.document.replace('in the database', 'in Kafka')],
    );
    await eventually(() => everywhere(factId), Array(3).fill('2 in the database'));
    expect(await incidents(factId)).toEqual([{ member: 'imigrasi', version: '1', ownVersion: '2', reason: 'contradicts', isHere: true }]);
    await decisions().adopt(await nameOf(factId));
    await eventually(() => everywhere(factId), Array(3).fill('3 in Kafka'));
    await compareUntil('equal');
  });
});
