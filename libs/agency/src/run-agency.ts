import 'reflect-metadata';

import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { assertEveryRouteIsGuarded, deskPath, limitedJson, tokenPath, UNEXPECTED, type UnexpectedListener } from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import { catalogueWithFiles, type Catalogue, type Member } from '@timpora/contracts';
import { Exchange, ExchangeTransport } from '@timpora/exchange';
import { createLogger, createMetrics, NestLogger, Progress, timedRequests, type Logger, type Metrics } from '@timpora/observing';
import { urlencoded } from 'express';
import helmet from 'helmet';

import { deskHttp } from './desk/desk-http.js';
import { docsOf } from './docs.js';
import { once } from './once.js';
import { CATALOGUE, LOGGER, METRICS, PROGRESS } from './tokens.js';

export interface RunningAgency {
  readonly app: NestExpressApplication;
  readonly url: string;
  stop(): Promise<void>;
}

@Module({})
class Root {}

/** Silence after which a loop counts as stuck, ms: twice the longest pause that it may take. */
const stuckAfterMs = 120_000;
const stopWithinMs = 20_000;

/** Starts one agency: its settings are values, so several can live in one process. @returns once it answers and the exchange runs */
export async function runAgency(agency: Type, settings: Settings): Promise<RunningAgency> {
  const log = createLogger({ member: settings.member, level: settings.logLevel });
  const metrics = createMetrics(settings.member);
  const catalogue = await catalogueWithFiles(settings.contracts);
  const app = await NestFactory.create<NestExpressApplication>(rootOf(agency, settings, { catalogue, log, metrics }), {
    logger: new NestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  app.use(helmet(), timedRequests(metrics));
  app.use(deskPath, ...deskHttp);
  app.use(tokenPath, urlencoded({ extended: false, limit: 4_096, parameterLimit: 10 }));
  app.use(limitedJson({ bytes: settings.limits.bodyBytes, depth: settings.limits.bodyDepth }));
  app.set('query parser', 'simple');
  app.connectMicroservice({ strategy: app.get(ExchangeTransport) });
  app.use('/docs', docsOf(app));
  await app.init();
  assertEveryRouteIsGuarded(app);
  await app.startAllMicroservices();
  await app.listen(settings.http.port, settings.http.host);
  log.info('agency.ready', { port: settings.http.port });
  const stop = once(() => stopApp(app, log));
  return { app, url: await app.getUrl(), stop };
}

interface Given {
  readonly catalogue: Catalogue;
  readonly log: Logger;
  readonly metrics: Metrics;
}

function rootOf(agency: Type, settings: Settings, { catalogue, log, metrics }: Given): DynamicModule {
  const progress = new Progress({ loops: ['relay', 'consumer'], stuckAfterMs });
  const values = [
    { provide: SETTINGS, useValue: settings },
    { provide: CATALOGUE, useValue: catalogue },
    { provide: LOGGER, useValue: log },
    { provide: METRICS, useValue: metrics },
    { provide: PROGRESS, useValue: progress },
    { provide: UNEXPECTED, useValue: { unexpected: (found) => log.error('request.unexpected', found) } satisfies UnexpectedListener },
  ];
  return { module: Root, global: true, imports: [agency], providers: values, exports: values };
}

/** Stops hearing and publishing first, then answering, then the database: nothing under way loses what it needs. */
async function stopApp(app: NestExpressApplication, log: Logger): Promise<void> {
  const exchange = app.get<Exchange<Member>>(Exchange);
  const deadline = setTimeout(() => log.error('agency.stop-overdue'), stopWithinMs);
  await app.close();
  await exchange.close();
  clearTimeout(deadline);
  log.info('agency.stopped');
}
