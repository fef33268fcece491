import 'reflect-metadata';

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  InternalServerErrorException,
  Module,
  Param,
  Post,
  ValidationPipe,
  type INestApplication,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SETTINGS, type Settings } from '@timpora/config';
import { Line } from '@timpora/contracts';
import { adminClient, mintToken, prepareKeys, provisionDatabase, type KeyFiles } from '@timpora/stack';
import type pg from 'pg';
import { DataSource } from 'typeorm';

import { testStack } from '../../../test/stack/test-stack.js';
import {
  AccessModule,
  assertEveryRouteIsGuarded,
  CreateAccessLog1764000000002,
  defineProblem,
  DomainError,
  limitedJson,
  Needs,
  Open,
  roles,
  UNEXPECTED,
  type Role,
} from './index.js';

const somebody = '019afb00-0000-7000-8000-000000000001';
const permitClosed = defineProblem({ code: 'test.permit-closed', status: 409, title: 'It is closed', whatToDo: 'Open another.' });

const failing = (error: unknown) => (): never => {
  throw error;
};
const failures: Readonly<Record<string, (db: DataSource) => unknown>> = {
  domain: failing(new DomainError(permitClosed, 'The permit ended.', { state: 'CLOSED' })),
  nest: failing(new ConflictException('Somebody Synthetic is known already')),
  'nest-500': failing(new InternalServerErrorException('Somebody Synthetic broke it')),
  sql: (db) => db.query(`select 'Somebody Synthetic'::int`),
  'database-ends': (db) => db.query(`do $$ begin raise exception 'Somebody' using errcode = '57P01'; end $$`),
  'database-away': failing(Object.assign(new Error('connect 10.0.0.1:5432 Somebody'), { code: 'ECONNREFUSED' })),
  nul: (db) => db.query('select $1::text', ['\0']),
  day: (db) => db.query('select make_date(2026, 2, 30)'),
  pool: failing(new Error('timeout exceeded when trying to connect')),
  unexpected: failing(new Error('Somebody Synthetic, born 1990-01-01')),
};

class NoteBody {
  @Line(20) text!: string;
}

@Controller('api')
class NotesController {
  constructor(private readonly db: DataSource) {}

  @Needs('read-facts')
  @Get('residents/:subjectRef')
  read(@Param('subjectRef') subjectRef: string): unknown {
    return { subjectRef, facts: [] };
  }

  @Needs('state-facts')
  @Post('notes')
  write(@Body() { text }: NoteBody): unknown {
    return { text };
  }

  @Needs('read-exchange')
  @Get('exchange/status')
  status(): unknown {
    return { behind: 0 };
  }

  @Needs('retry-parked')
  @HttpCode(200)
  @Post('exchange/parked/retry')
  retry(): unknown {
    return { retried: 0 };
  }

  @Needs('state-facts')
  @Post('fail/:how')
  fail(@Param('how') how: string): unknown {
    return failures[how]?.(this.db);
  }

  @Open()
  @Get('open')
  open(): unknown {
    return { open: true };
  }

  @Get('forgotten')
  forgotten(): unknown {
    return { secret: true };
  }
}

type Told = Pick<Response, 'status' | 'headers'> & { readonly text: string; readonly body: Readonly<Record<string, unknown>> };

interface Call {
  readonly method?: 'GET' | 'POST';
  readonly as?: Role;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A row of the access log. */
type Logged = Readonly<Record<string, unknown>>;

/** A tiny agency: real tokens, a real database, every part of the access rules in its place. */
class TinyAgency {
  readonly name = `access_${randomBytes(6).toString('hex')}`;
  readonly folder = mkdtempSync(join(tmpdir(), 'timpora-access-'));
  readonly unexpected: object[] = [];
  keys!: KeyFiles;
  admin!: pg.Client;
  db!: DataSource;
  app: INestApplication | null = null;
  url!: string;

  async start(requestsPerMinute = 10_000): Promise<this> {
    this.keys = await prepareKeys(this.folder, 'test', ['imigrasi']);
    this.admin = await adminClient(testStack());
    await provisionDatabase(this.admin, { name: this.name, password: 'secret' });
    const { host, port } = testStack().postgres;
    const login = { host, port, database: this.name, username: this.name, password: 'secret' };
    const migrations = [CreateAccessLog1764000000002];
    this.db = await new DataSource({ type: 'postgres', ...login, migrations, migrationsRun: true }).initialize();
    const app = await NestFactory.create(this.root(requestsPerMinute), { logger: false, bodyParser: false, abortOnError: false });
    app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
    app.use(limitedJson({ bytes: 10_000, depth: 5 }));
    await app.listen(0, '127.0.0.1');
    this.url = await app.getUrl();
    this.app = app;
    return this;
  }

  private root(requestsPerMinute: number): object {
    const settings = {
      tokens: { issuer: 'timpora-local', audience: 'timpora:imigrasi', jwks: this.keys.jwks },
      limits: { requestsPerMinute, lookUpsPerMinute: requestsPerMinute },
    } as Settings;
    const values = [
      { provide: SETTINGS, useValue: settings },
      { provide: DataSource, useValue: this.db },
      { provide: UNEXPECTED, useValue: { unexpected: (found: object) => this.unexpected.push(found) } },
    ];
    @Module({})
    class Root {}
    const legalBasis = { 'P1-SUPERVISION': 'Act 6/2011' };
    const access = AccessModule.for({ useFactory: () => ({ member: 'imigrasi', purposes: ['P0-DUTY', 'P1-SUPERVISION'], legalBasis }) });
    return { module: Root, global: true, imports: [access], controllers: [NotesController], providers: values, exports: values };
  }

  async call(path: string, { method = 'GET', as, headers = {}, body }: Call = {}): Promise<Told> {
    const token = as && { Authorization: `Bearer ${await mintToken(this.folder, { agency: 'imigrasi', role: as })}` };
    const sent = { method, headers: { ...token, 'Content-Type': 'application/json', ...headers } };
    const answer = await fetch(`${this.url}${path}`, body === undefined ? sent : { ...sent, body: JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) as Told['body'] };
  }

  /** Rows of the log that were written meanwhile. */
  async logged(action: () => Promise<unknown>): Promise<Logged[]> {
    const [last] = await this.db.query<{ id: string }[]>('select coalesce(max(id), 0) as id from access_log');
    await action();
    return this.db.query<Logged[]>('select * from access_log where id > $1 order by id', [last?.id]);
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.db.destroy();
    await this.admin.query(`drop database if exists "${this.name}" with (force)`);
    await this.admin.query(`drop role if exists "${this.name}"`);
    await this.admin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const resident = `/api/residents/${somebody}`;
const forDuty = { Purpose: 'P0-DUTY' };

describe('an agency', () => {
  let agency: TinyAgency;

  beforeAll(async () => {
    agency = await new TinyAgency().start();
  });
  afterAll(() => agency.stop());

  describe('asks who it is', () => {
    it.each<[string, Readonly<Record<string, string>>, string]>([
      ['no header', {}, 'token.missing'],
      ['another scheme', { Authorization: 'Basic dTpw' }, 'token.missing'],
      ['two tokens', { Authorization: 'Bearer a b' }, 'token.missing'],
      ['a token that is none', { Authorization: 'Bearer abc' }, 'token.invalid'],
    ])('with %s: 401', async (_, headers, code) => {
      const told = await agency.call(resident, { headers });
      expect(told).toMatchObject({ status: 401, body: { code, status: 401, type: `/problems#${code}` } });
      expect(told.headers.get('www-authenticate')).toBe('Bearer');
      expect(told.headers.get('content-type')).toContain('application/problem+json');
    });

    it('with a token of the same issuer for another agency: 401', async () => {
      const token = await mintToken(agency.folder, { agency: 'polres', role: 'officer' });
      const told = await agency.call(resident, { headers: { ...forDuty, Authorization: `Bearer ${token}` } });
      expect(told).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
    });

    it('not on an open route', async () => {
      expect(await agency.call('/api/open')).toMatchObject({ status: 200, body: { open: true } });
    });
  });

  describe('lets each role do what the table says, and nothing else', () => {
    const calls = {
      'read-facts': { path: resident, call: { headers: forDuty } },
      'state-facts': { path: '/api/notes', call: { method: 'POST', body: { text: 'a note' } } },
      'read-exchange': { path: '/api/exchange/status', call: {} },
      'retry-parked': { path: '/api/exchange/parked/retry', call: { method: 'POST' } },
      'read-access-log': { path: '/api/access-log', call: {} },
    } as const satisfies Record<string, { path: string; call: Call }>;
    const may: Readonly<Record<Role, readonly string[]>> = {
      system: ['read-facts', 'state-facts'],
      officer: ['read-facts', 'state-facts'],
      operator: ['read-exchange', 'retry-parked'],
      auditor: ['read-exchange', 'read-access-log'],
    };
    it.each(Object.keys(may) as Role[])('%s', async (as) => {
      const allowed: string[] = [];
      for (const [right, { path, call }] of Object.entries(calls)) {
        const { status, body } = await agency.call(path, { ...call, as });
        if (status < 300) allowed.push(right);
        else expect({ right, status, code: body['code'] }).toEqual({ right, status: 403, code: 'role.not-allowed' });
      }
      expect(allowed.sort()).toEqual([...may[as]].sort());
    });

    it('a route that says neither Needs nor Open is reached by nobody, and named before the start', async () => {
      for (const as of roles) expect(await agency.call('/api/forgotten', { as, headers: forDuty })).toMatchObject({ status: 403 });
      expect(await agency.call('/api/forgotten')).toMatchObject({ status: 401 });
      expect(() => assertEveryRouteIsGuarded(agency.app!)).toThrow(/: NotesController\.forgotten$/);
    });
  });

  describe('asks an officer who reads for the purpose', () => {
    it.each<[string, Call, number, string | undefined]>([
      ['none', { as: 'officer' }, 400, 'purpose.missing'],
      ['one of its own', { as: 'officer', headers: { Purpose: 'P1-SUPERVISION' } }, 200, undefined],
      ['one of another agency', { as: 'officer', headers: { Purpose: 'P7-RELIGION' } }, 403, 'purpose.not-allowed'],
      ['an empty one', { as: 'officer', headers: { Purpose: '' } }, 403, 'purpose.not-allowed'],
      ['none, of a system', { as: 'system' }, 200, undefined],
      ['one of another agency, of a system', { as: 'system', headers: { Purpose: 'P7-RELIGION' } }, 403, 'purpose.not-allowed'],
    ])('%s', async (_, call, status, code) => {
      const { status: actual, body } = await agency.call(resident, call);
      expect([actual, body['code']]).toEqual([status, code]);
      if (status >= 400) expect(body['allowed']).toEqual(['P0-DUTY', 'P1-SUPERVISION']);
    });
  });

  describe('tells what went wrong as a problem', () => {
    it.each<[string, number, object]>([
      ['domain', 409, { code: 'test.permit-closed', title: 'It is closed', detail: 'The permit ended.', state: 'CLOSED' }],
      ['nest', 400, { code: 'request.invalid' }],
      ['nul', 400, { code: 'request.invalid' }],
      ['day', 400, { code: 'request.invalid' }],
      ['nest-500', 500, { code: 'service.unexpected' }],
      ['sql', 500, { code: 'service.unexpected' }],
      ['unexpected', 500, { code: 'service.unexpected' }],
      ['database-ends', 503, { code: 'service.not-available' }],
      ['database-away', 503, { code: 'service.not-available' }],
      ['pool', 503, { code: 'service.not-available' }],
    ])('%s: %i, without a word of the error', async (how, status, body) => {
      const told = await agency.call(`/api/fail/${how}`, { method: 'POST', as: 'system' });
      expect(told).toMatchObject({ status, body: { status, ...body } });
      expect(told.text).not.toMatch(/Somebody|10\.0\.0\.1|select|1990/);
      expect(told.headers.get('retry-after')).toBe(status === 503 ? '2' : null);
      expect(told.body['instance']).toMatch(/^[0-9a-f-]{36}$/);
    });
    it('and tells the operator of an unexpected one by number, kind and place in the code alone', async () => {
      const before = agency.unexpected.length;
      const { body } = await agency.call('/api/fail/sql', { method: 'POST', as: 'system' });
      const told = { code: 'SQLSTATE 22P02', correlation: body['instance'], status: 500 };
      expect(agency.unexpected.slice(before)).toEqual([{ ...told, at: expect.stringMatching(/^PostgresQueryRunner\.query/) as string }]);
      expect(JSON.stringify(agency.unexpected)).not.toMatch(/Somebody|10\.0\.0\.1|select|1990/);
      await agency.call('/api/fail/domain', { method: 'POST', as: 'system' });
      expect(agency.unexpected).toHaveLength(before + 1);
    });

    it.each<[string, unknown]>([
      ['a field that is missing', {}],
      ['a field of the wrong type', { text: 7 }],
      ['a field that nobody asked for', { text: 'a note', admin: true }],
      ['nothing', undefined],
    ])('%s: 400 with what to correct', async (_, body) => {
      const told = await agency.call('/api/notes', { method: 'POST', as: 'system', ...(body === undefined ? {} : { body }) });
      expect(told).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      expect(told.body['errors']).not.toEqual([]);
    });

    it.each<[string, Call]>([
      ['/api/nothing-here', {}],
      ['/api/open', { method: 'POST' }],
      ['/api/residents/a/b/c?q=Somebody', { as: 'officer' }],
    ])('no such route, %s: 404', async (path, call) => {
      const told = await agency.call(path, call);
      expect(told).toMatchObject({ status: 404, body: { code: 'route.unknown' } });
      expect(told.text).not.toContain('Somebody');
    });
  });

  describe('writes into the access log, before it answers,', () => {
    const answered: readonly [string, string, Call, object][] = [
      [
        'a reading with its residents and purpose',
        resident,
        { as: 'officer', headers: { Purpose: 'P1-SUPERVISION' } },
        { subject: 'officer@imigrasi', right_used: 'read-facts', residents: [somebody], legal_basis: 'Act 6/2011', result: 200 },
      ],
      ['a command', '/api/notes', { method: 'POST', as: 'system', body: { text: 'a note' } }, { right_used: 'state-facts', result: 201 }],
      ['a reading of the log itself', '/api/access-log', { as: 'auditor' }, { subject: 'auditor@imigrasi', result: 200 }],
      ['one without a token', resident, {}, { subject: 'unknown', residents: [somebody], result: 401, code: 'token.missing' }],
      ['one of the wrong role', resident, { as: 'operator' }, { subject: 'operator@imigrasi', result: 403, code: 'role.not-allowed' }],
      ['one without a purpose', resident, { as: 'officer' }, { residents: [somebody], result: 400, code: 'purpose.missing' }],
      ['a refused command', '/api/fail/domain', { method: 'POST', as: 'system' }, { result: 409, code: 'test.permit-closed' }],
      ['a failed command', '/api/fail/sql', { method: 'POST', as: 'system' }, { result: 500, code: 'service.unexpected' }],
    ];
    it.each(answered)('%s', async (_, path, call, row) => {
      const rows = await agency.logged(() => agency.call(path, call));
      expect(rows).toEqual([expect.objectContaining(row)]);
      expect(rows[0]?.['route']).not.toContain(somebody);
    });

    it('a refusal under the number that the answer has', async () => {
      let told: Told | undefined;
      const [row] = await agency.logged(async () => (told = await agency.call(resident)));
      expect(row?.['correlation']).toBe(told?.body['instance']);
    });

    it('nothing about what shows no resident', async () => {
      const rows = await agency.logged(async () => {
        await agency.call('/api/open');
        await agency.call('/api/exchange/status', { as: 'operator' });
        await agency.call('/api/nothing-here', { as: 'officer' });
      });
      expect(rows).toEqual([]);
    });
  });
});

describe('an agency that answers three requests a minute', () => {
  let agency: TinyAgency;

  beforeAll(async () => {
    agency = await new TinyAgency().start(3);
  });
  afterAll(() => agency.stop());

  it('tells one account to wait and how long, and goes on answering the others', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 3; at++) statuses.push((await agency.call(resident, { as: 'system' })).status);
    const told = await agency.call('/api/notes', { method: 'POST', as: 'system', body: { text: 'a note' } });

    expect(statuses).toEqual([200, 200, 200]);
    expect(told).toMatchObject({ status: 429, body: { code: 'rate.too-many-requests' } });
    expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(told.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await agency.call(resident, { as: 'officer', headers: forDuty })).toMatchObject({ status: 200 });
  });

  it('answers nothing, not even a refusal, while its log cannot be written', async () => {
    await agency.db.query('alter table access_log rename to access_log_away');
    const away = { status: 503, body: { code: 'service.not-available' } };

    const read = await agency.call(resident, { as: 'officer', headers: forDuty });
    expect(read).toMatchObject(away);
    expect(read.text).not.toContain(somebody);
    expect(await agency.call(resident)).toMatchObject(away);
    expect(await agency.call(resident, { as: 'operator' })).toMatchObject(away);
    expect(await agency.call('/api/open')).toMatchObject({ status: 200 });

    await agency.db.query('alter table access_log_away rename to access_log');
    expect(await agency.call(resident, { as: 'officer', headers: forDuty })).toMatchObject({ status: 200 });
  });
});
