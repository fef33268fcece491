import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { issuerOfCode, listsAlsoHave, type StatedCode } from '@timpora/contracts';
import { Clock } from '@timpora/exchange';
import type { Logger } from '@timpora/observing';
import { DataSource } from 'typeorm';

import type { View } from '../reading/kinds.js';
import { LOGGER, VIEW } from '../tokens.js';

const everyMs = 1_000;

/** Lets codes that members stated be used within a second of their arrival: dated lists grow without a new release. */
@Injectable()
export class FollowLists implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(VIEW) private readonly view: View,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), everyMs);
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    try {
      const codes = await this.codesOn(this.clock.legalDay());
      listsAlsoHave(
        this.view.member,
        codes.filter(({ issuer, list, key }) => issuer === issuerOfCode(list, key)),
      );
    } catch {
      // The database is away: what was known goes on.
      this.log.debug('lists.not-read');
    }
  }

  /** Also codes that have ended: facts that bear them are still read by their names, revised and ended. */
  private codesOn(day: string): Promise<(StatedCode & { readonly issuer: string })[]> {
    return this.db.query(
      `select issuer, body->>'list' as list, body->>'key' as key, body->>'value' as value, body->'label' as label from fact
        where kind = 'reference-value' and change <> 'retracted' and body->>'list' not in ('SETTING', 'HOLIDAY')
          and body->>'validFrom' <= $1 order by body->>'validFrom'`,
      [day],
    );
  }
}
