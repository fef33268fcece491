import 'reflect-metadata';

import type { AddressInfo } from 'node:net';

import { Controller, Get, HttpCode, Module, Post, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { ShowHeld, shown } from './show-held.js';

const held = {
  issuer: 'imigrasi',
  kind: 'stay-permit',
  factId: '019afb00-0000-7000-8000-0000000000f1',
  version: 3,
  eventId: '019afb00-0000-7000-8000-0000000000e1',
  body: { state: 'VALID' },
};

@Controller()
class Answers {
  @Post('stated')
  state(): unknown {
    return held;
  }

  @HttpCode(200)
  @Post('revised')
  revise(): unknown {
    return held;
  }

  @Get('list')
  list(): unknown {
    return { facts: [held], next: null };
  }

  @Get('shown-already')
  read(): unknown {
    return { ...held, version: '9007199254740993' };
  }

  @Get('text')
  text(): unknown {
    return 'a text';
  }

  @Get('nothing')
  nothing(): void {}
}

@Module({ controllers: [Answers] })
class AnswersModule {}

interface Told {
  readonly etag: string | null;
  readonly location: string | null;
  readonly text: string;
}

describe('what a command made', () => {
  let app: INestApplication;

  beforeAll(async () => {
    app = await NestFactory.create(AnswersModule, { logger: false });
    app.useGlobalInterceptors(new ShowHeld());
    (app.getHttpAdapter().getInstance() as { set(name: string, value: boolean): void }).set('etag', false);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  async function ask(method: 'GET' | 'POST', path: string): Promise<Told> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/${path}`, { method });
    return { etag: answer.headers.get('etag'), location: answer.headers.get('location'), text: await answer.text() };
  }

  it('is answered with its version for the next If-Match and its address', async () => {
    const { etag, location, text } = await ask('POST', 'stated');
    expect([etag, location]).toEqual(['"3"', `/api/facts/stay-permit/imigrasi/${held.factId}`]);
    expect(JSON.parse(text)).toEqual({ ...held, version: '3' });
  });

  it('has no new address when it only changed', async () => {
    expect(await ask('POST', 'revised')).toMatchObject({ etag: '"3"', location: null });
  });

  it.each([
    ['list', JSON.stringify({ facts: [held], next: null })],
    ['shown-already', JSON.stringify({ ...held, version: '9007199254740993' })],
    ['text', 'a text'],
    ['nothing', ''],
  ])('leaves other answers as they are: %s', async (path, text) => {
    expect(await ask('GET', path)).toEqual({ etag: null, location: null, text });
  });
});

describe('a version', () => {
  it.each([1, 2 ** 53 - 1])('of %d is shown as text', (version) => {
    expect(shown({ version })).toEqual({ version: String(version) });
  });
});
