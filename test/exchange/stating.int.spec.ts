import { DomainError } from '@timpora/access';
import { newId, ownCaller, requestHashOf, type Caller } from '@timpora/exchange';

import { anExchange, type TestExchange } from './an-exchange.js';

const byKey = (key: string, request = 'same'): Caller => ({
  subject: 'system-1',
  command: 'POST /notes',
  idempotencyKey: key,
  requestHash: requestHashOf(request),
  expectedVersion: null,
});
const refusal = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) as unknown }) as DomainError;

describe('stating facts', () => {
  let x: TestExchange;
  const count = async (table: string): Promise<number> =>
    Number((await x.members.imigrasi.query<{ count: string }>(`select count(*) from ${table}`))[0]?.count);
  const run = <T>(caller: Caller, work: Parameters<typeof x.members.imigrasi.exchange.unitOfWork.run<T>>[1]): Promise<T> =>
    x.members.imigrasi.exchange.unitOfWork.run(caller, work);

  beforeAll(async () => {
    x = await anExchange();
    await x.members.imigrasi.start();
  });
  afterAll(() => x.stop());

  it('gives versions 1, 2, 3 and refuses a change that is based on an older one', async () => {
    const { factId } = await x.take('versions');
    await x.change(factId, { state: 'DONE' });
    const stale = run({ ...ownCaller('test'), expectedVersion: 1 }, async (tx) =>
      tx.revise(x.contracts.NoteChanged, await tx.get(x.contracts.Note, factId), { text: 'late' }),
    );
    await expect(stale).rejects.toEqual(refusal('version.stale'));
  });

  it('refuses a command in doubt before it reads anything', async () => {
    let hasRead = false;
    const command = x.members.polres.exchange.unitOfWork.run(ownCaller('test'), () => Promise.resolve((hasRead = true)));
    await expect(command).rejects.toEqual(refusal('exchange.in-doubt'));
    expect(hasRead).toBe(false);
  });

  it('answers the same key and request with the first answer, and refuses the key for another request', async () => {
    const state = (key: string, text: string) => run(byKey(key, text), (tx) => tx.state(x.contracts.NoteTaken, { text, state: 'OPEN' }));
    const first = await state('k1', 'once');
    expect(await state('k1', 'once')).toEqual(first);
    await expect(state('k1', 'other')).rejects.toEqual(refusal('idempotency.key-reused'));
  });

  it('gives one fact to the same command sent at the same time by impatient clients', async () => {
    const before = await count('fact');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => run(byKey('k2', 'eager'), (tx) => tx.state(x.contracts.NoteTaken, { text: 'eager', state: 'OPEN' }))),
    );
    expect(new Set(answers.map(({ factId }) => factId)).size).toBe(1);
    expect(await count('fact')).toBe(before + 1);
  });

  it('creates nothing twice after its database has forgotten the key', async () => {
    const subjectRef = newId();
    const state = (text: string) =>
      run(byKey('k3', text), async (tx) => {
        const same = await tx.heldAbout(x.contracts.Note, subjectRef);
        if (same.length > 0) throw new Error('one note a resident');
        return tx.state(x.contracts.NoteTaken, { subjectRef, text, state: 'OPEN' });
      });
    const first = await state('remembered');
    await x.members.imigrasi.query(`delete from idempotency_key where key = 'k3'`);
    expect((await state('remembered')).factId).toBe(first.factId);
    await x.members.imigrasi.query(`delete from idempotency_key where key = 'k3'`);
    await expect(state('another text')).rejects.toEqual(refusal('idempotency.key-reused'));
  });

  it('refuses a body that breaks the contract, and names the field without its value', async () => {
    const broken = run(ownCaller('test'), (tx) => tx.state(x.contracts.NoteTaken, { text: 'Secret  name', state: 'OPEN' }));
    await expect(broken).rejects.toMatchObject({
      problem: { code: 'contract.broken' },
      extra: { errors: [expect.stringContaining('/text') as string] },
    });
    await expect(broken).rejects.not.toMatchObject({ extra: { errors: [expect.stringContaining('Secret') as string] } });
  });

  it('refuses a day more than thirty years ahead', async () => {
    await expect(x.take('far', { dueOn: '2099-01-01' })).rejects.toEqual(refusal('contract.broken'));
  });

  it('keeps a retracted fact without its body, and never states it again', async () => {
    const { factId } = await x.take('mistake');
    const retracted = await run(ownCaller('test'), async (tx) =>
      tx.retract(x.contracts.NoteTaken, await tx.get(x.contracts.Note, factId), 'MISTAKE'),
    );
    expect(retracted).toMatchObject({ version: 2, change: 'retracted', reason: 'MISTAKE' });
    const [row] = await x.members.imigrasi.query<{ body: unknown; document: string }>(
      'select body, document from fact where fact_id = $1',
      [factId],
    );
    expect(row?.body).toBeNull();
    expect(row?.document).not.toContain('mistake');
    await expect(x.change(factId, { text: 'again' })).rejects.toEqual(refusal('fact.retracted'));
  });

  it('finds names in any script, case and composition through the typed view', async () => {
    await x.take('王伟 Müller');
    await x.take('أحمد Nguyễn');
    const found = async (text: string): Promise<number> =>
      (await x.members.imigrasi.query(`select 1 from note where text_search like '%' || search_text($1) || '%'`, [text])).length;
    expect(await Promise.all(['王伟', 'MÜLLER', 'Mu\u0308ller', 'أحمد', 'NGUYỄN', 'xyz'].map(found))).toEqual([1, 1, 1, 1, 1, 0]);
  });
});
