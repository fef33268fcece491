import 'reflect-metadata';

import { randomBytes, randomUUID } from 'node:crypto';

import { adminClient, provisionDatabase } from '@timpora/stack';
import type pg from 'pg';
import { DataSource } from 'typeorm';

import { testStack } from '../../../../test/stack/test-stack.js';
import type { PrincipalRequest } from '../principal.js';
import { AccessLog, type AccessEntry } from './access-log.js';
import { CreateAccessLog1764000000002 } from './create-access-log.migration.js';

const siti = '019afb00-0000-7000-8000-000000000001';
const chen = '019afb00-0000-7000-8000-000000000002';
const fact = '019afb00-0000-7000-8000-0000000000f1';

/** A request as guard and handler leave it. */
const aRequest = (more: object = {}): PrincipalRequest =>
  ({
    method: 'GET',
    route: { path: '/api/residents/:subjectRef' },
    params: {},
    principal: { subject: 'ani@imigrasi', role: 'officer' },
    right: 'read-facts',
    correlation: randomUUID(),
    ...more,
  }) as unknown as PrincipalRequest;

describe('the access log', () => {
  const name = `access_log_${randomBytes(6).toString('hex')}`;
  let admin: pg.Client;
  let db: DataSource;
  let log: AccessLog;

  beforeAll(async () => {
    const stack = testStack();
    admin = await adminClient(stack);
    await provisionDatabase(admin, { name, password: 'secret' });
    const { host, port } = stack.postgres;
    db = new DataSource({
      type: 'postgres',
      host,
      port,
      database: name,
      username: name,
      password: 'secret',
      migrations: [CreateAccessLog1764000000002],
      migrationsRun: true,
    });
    await db.initialize();
    log = new AccessLog(db, { member: 'imigrasi', purposes: [], legalBasis: { 'P1-SUPERVISION': 'Act 6/2011, art. 68' } });
  });
  afterAll(async () => {
    await db.destroy();
    await admin.query(`drop database if exists "${name}" with (force)`);
    await admin.query(`drop role if exists "${name}"`);
    await admin.end();
  });

  const read = (about: Partial<Parameters<AccessLog['read']>[0]> = {}): Promise<AccessEntry[]> =>
    log.read({ resident: null, subject: null, since: null, before: null, limit: 100, ...about });
  const count = async (): Promise<number> => Number((await db.query<{ n: string }[]>('select count(*) as n from access_log'))[0]?.n);

  it('says who did what about whom, why, on which legal basis, with which result', async () => {
    const params = { subjectRef: siti, kind: 'stay-permit', factId: fact };
    await log.write(aRequest({ params, purpose: 'P1-SUPERVISION' }), { status: 200, answer: { subjectRef: siti } });

    expect((await read({ resident: siti }))[0]).toEqual({
      id: expect.stringMatching(/^\d+$/) as string,
      at: expect.any(Date) as Date,
      subject: 'ani@imigrasi',
      role: 'officer',
      right: 'read-facts',
      route: 'GET /api/residents/:subjectRef',
      residents: [siti],
      kind: 'stay-permit',
      factId: fact,
      purpose: 'P1-SUPERVISION',
      legalBasis: 'Act 6/2011, art. 68',
      result: 200,
      code: null,
    });
  });

  it('names every resident of a list, once', async () => {
    const answer = { facts: [{ subjectRef: siti }, { subjectRef: chen }, { subjectRef: siti }, { subjectRef: null }] };
    await log.write(aRequest(), { status: 200, answer });

    expect(new Set((await read())[0]?.residents)).toEqual(new Set([siti, chen]));
    expect(await read({ resident: chen })).toHaveLength(1);
  });

  it('names whom a refused command or a question of the auditor was about', async () => {
    await log.write(aRequest({ right: 'state-facts', body: { subjectRef: chen.toUpperCase() } }), {
      status: 422,
      code: 'subject.not-known',
    });
    await log.write(aRequest({ right: 'read-access-log', query: { resident: siti } }), { status: 200, answer: { entries: [] } });

    expect((await read({ limit: 2 })).map(({ residents }) => residents)).toEqual([[siti], [chen]]);
  });

  it('takes no text for a resident, whatever an answer calls so', async () => {
    await log.write(aRequest(), { status: 200, answer: [{ subjectRef: 'Somebody Synthetic' }, { subjectRef: siti }] });
    expect((await read({ limit: 1 }))[0]?.residents).toEqual([siti]);
  });

  it('is read since an instant', async () => {
    const { at, id } = (await read({ limit: 1 }))[0] as AccessEntry;
    const since = (ms: number): string => new Date(at.getTime() + ms).toISOString();
    expect((await read({ since: since(0) })).map((entry) => entry.id)).toContain(id);
    expect(await read({ since: since(3_600_000) })).toEqual([]);
  });

  it('says of a refusal that it was one, also when nobody knows who asked', async () => {
    await log.write(aRequest({ principal: undefined, right: 'state-facts' }), { status: 401, code: 'token.missing' });

    expect((await read())[0]).toMatchObject({ subject: 'unknown', role: null, right: 'state-facts', result: 401, code: 'token.missing' });
  });

  it('keeps nothing of an address but its template: what was asked may be a name', async () => {
    const params = { subjectRef: 'Somebody Synthetic', kind: 'Somebody Synthetic', factId: "x'; drop table access_log; --" };
    await log.write(aRequest({ params, originalUrl: '/api/residents?q=Somebody', url: '/api/residents?q=Somebody' }), { status: 400 });
    await log.write(aRequest({ params, route: undefined }), { status: 404 });

    const [row] = await db.query<{ all: string }[]>(`select string_agg(to_jsonb(access_log)::text, ' ') as all from access_log`);
    expect(row?.all).not.toContain('Somebody');
    expect((await read())[0]).toMatchObject({ residents: [], kind: null, factId: null, route: 'GET unknown' });
  });

  it('is read newest first, by account, page by page', async () => {
    for (let at = 0; at < 5; at++)
      await log.write(aRequest({ principal: { subject: 'budi@polres', role: 'officer' } }), { status: 200 + at });

    const first = await read({ subject: 'budi@polres', limit: 3 });
    const second = await read({ subject: 'budi@polres', limit: 3, before: first.at(-1)?.id ?? null });
    expect([...first, ...second].map(({ result }) => result)).toEqual([204, 203, 202, 201, 200]);
  });

  it.each([
    ['changed', 'update access_log set subject = $$somebody else$$'],
    ['deleted', 'delete from access_log'],
    ['emptied', 'truncate access_log'],
    ['emptied with what hangs on it', 'truncate access_log restart identity cascade'],
    ['changed where nothing matches', 'update access_log set subject = $$x$$ where false'],
  ])('is never %s', async (_, sql) => {
    const before = await count();
    await expect(db.query(sql)).rejects.toMatchObject({ driverError: { code: 'TX003' } });
    expect(await count()).toBe(before);
  });

  it('takes no row without a correlation, by which an answer is found again', async () => {
    await expect(log.write(aRequest({ correlation: undefined }), { status: 200 })).rejects.toMatchObject({
      driverError: { code: '23502' },
    });
  });

  it('is not taken back by a migration', async () => {
    await expect(db.undoLastMigration()).rejects.toThrow('the access log is kept');
    expect(await count()).toBeGreaterThan(0);
  });
});
