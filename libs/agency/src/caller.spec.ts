import 'reflect-metadata';

import type { AddressInfo } from 'node:net';

import { Body, Controller, Module, Post, type CanActivate, type ExecutionContext, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DomainError, type PrincipalRequest, type Role } from '@timpora/access';
import type { Caller } from '@timpora/exchange';

import { By } from './caller.js';

@Controller('api')
class CommandsController {
  @Post('permits/:factId/extend')
  extend(@By() caller: Caller, @Body() _body: unknown): Caller {
    return caller;
  }
}

/** Lets in whoever the test says it is. */
class AsTold implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    const role = request.header('test-role');
    if (role) request.principal = { subject: `${role}@imigrasi`, role: role as Role };
    return true;
  }
}

class Codes {
  catch(error: unknown, host: { switchToHttp(): { getResponse(): { status(code: number): { json(body: unknown): void } } } }): void {
    const code = error instanceof DomainError ? error.problem.code : String(error);
    host.switchToHttp().getResponse().status(400).json({ code });
  }
}

@Module({ controllers: [CommandsController] })
class Commands {}

type Told = Partial<Caller> & { readonly code?: string };

describe('the caller of a command', () => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    app = await NestFactory.create(Commands, { logger: false });
    app.useGlobalGuards(new AsTold());
    app.useGlobalFilters(new Codes());
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());

  async function send(
    headers: Readonly<Record<string, string>>,
    { path = '/api/permits/a/extend', body = { validTo: '2026-12-31' } }: { path?: string; body?: unknown } = {},
  ): Promise<Told> {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Test-Role': 'officer', ...headers },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Told;
  }

  it('is the account, with the route as its command', async () => {
    expect(await send({})).toEqual({
      subject: 'officer@imigrasi',
      command: 'POST /api/permits/:factId/extend',
      idempotencyKey: null,
      requestHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      expectedVersion: null,
    });
  });

  it.each<[string, Readonly<Record<string, string>>, Told]>([
    ['an officer without a key', {}, { idempotencyKey: null }],
    ['an officer with a key', { 'Idempotency-Key': 'a-1' }, { idempotencyKey: 'a-1' }],
    ['a system with a key', { 'Test-Role': 'system', 'Idempotency-Key': 'a-1' }, { idempotencyKey: 'a-1' }],
    ['a system without a key', { 'Test-Role': 'system' }, { code: 'idempotency.key-required' }],
    ['a key of 200 letters', { 'Idempotency-Key': 'x'.repeat(200) }, { idempotencyKey: 'x'.repeat(200) }],
    ['a key of every printable sign', { 'Idempotency-Key': '!~"\'\\{}' }, { idempotencyKey: '!~"\'\\{}' }],
    ['a key of 201 letters', { 'Idempotency-Key': 'x'.repeat(201) }, { code: 'idempotency.key-malformed' }],
    ['an empty key', { 'Idempotency-Key': '' }, { code: 'idempotency.key-malformed' }],
    ['a key with a space inside', { 'Idempotency-Key': 'a 1' }, { code: 'idempotency.key-malformed' }],
    ['a key that is not ASCII', { 'Idempotency-Key': 'é' }, { code: 'idempotency.key-malformed' }],
  ])('says which of its commands this is: %s', async (_, headers, told) => expect(await send(headers)).toMatchObject(told));

  it.each<[string, Told]>([
    ['"3"', { expectedVersion: 3 }],
    ['3', { expectedVersion: 3 }],
    ['"999999999999999"', { expectedVersion: 999_999_999_999_999 }],
    ['"1000000000000000"', { code: 'version.malformed' }],
    ['"0"', { code: 'version.malformed' }],
    ['"03"', { code: 'version.malformed' }],
    ['"-1"', { code: 'version.malformed' }],
    ['"1.5"', { code: 'version.malformed' }],
    ['"1e3"', { code: 'version.malformed' }],
    ['*', { code: 'version.malformed' }],
    ['W/"3"', { code: 'version.malformed' }],
    ['"3", "4"', { code: 'version.malformed' }],
    ['', { code: 'version.malformed' }],
  ])('says which version it read: If-Match %p', async (header, told) => {
    expect(await send({ 'If-Match': header })).toMatchObject(told);
  });

  it('sends the same command only when address, body and version are the same', async () => {
    const hash = async (...sent: Parameters<typeof send>): Promise<string | undefined> => (await send(...sent)).requestHash;
    const first = await hash({});

    expect(await hash({ 'Idempotency-Key': 'another' })).toBe(first);
    const others = await Promise.all([
      hash({}, { path: '/api/permits/b/extend' }),
      hash({}, { path: '/api/permits/a/extend?x=1' }),
      hash({}, { body: { validTo: '2027-01-01' } }),
      hash({ 'If-Match': '"3"' }),
      hash({ 'If-Match': '"4"' }),
    ]);
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it('is never nobody: a route without a guard fails', async () => {
    expect((await send({ 'Test-Role': '' })).code).toMatch(/a command without a principal/);
  });
});
