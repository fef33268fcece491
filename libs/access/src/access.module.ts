import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { SETTINGS, type Settings } from '@timpora/config';
import { DataSource } from 'typeorm';

import { AccessGuard } from './access.guard.js';
import { ClientTokens } from './clients/client-tokens.js';
import { TokensController } from './clients/tokens.controller.js';
import { AccessLogController } from './log/access-log.controller.js';
import { AccessLogInterceptor } from './log/access-log.interceptor.js';
import { AccessLog } from './log/access-log.js';
import { ACCESS_OPTIONS, type AccessOptions } from './options.js';
import { ProblemFilter, Refusals } from './problems/problem.filter.js';
import { ProblemsController } from './problems/problems.controller.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { TokenVerifier } from './tokens/token-verifier.js';

/** Who may do what, and the log of it. Needs from outside: SETTINGS, the DataSource, UNEXPECTED. */
@Module({})
export class AccessModule {
  static for(options: Pick<FactoryProvider<AccessOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: AccessModule,
      controllers: [AccessLogController, ProblemsController, TokensController],
      providers: [
        { provide: ACCESS_OPTIONS, ...options },
        {
          provide: ClientTokens,
          inject: [DataSource, SETTINGS],
          useFactory: (db: DataSource, settings: Settings) => new ClientTokens(db, settings),
        },
        {
          provide: TokenVerifier,
          inject: [SETTINGS, ClientTokens],
          useFactory: ({ tokens }: Settings, own: ClientTokens) => new TokenVerifier(tokens, own),
        },
        AccessLog,
        RateLimitGuard,
        Refusals,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AccessLogInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [AccessLog, Refusals],
    };
  }
}
