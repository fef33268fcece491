import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController, Open } from '@timpora/access';
import { exchangeStatus } from '@timpora/exchange';
import type { Metrics } from '@timpora/observing';
import { DataSource } from 'typeorm';

import type { View } from '../reading/kinds.js';
import { METRICS, VIEW } from '../tokens.js';

/** Prometheus metrics: counts and times only, no label comes from data about people. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly db: DataSource,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(VIEW) private readonly view: View,
  ) {}

  @Open()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Get()
  async show(): Promise<string> {
    const { outbox, parked } = await exchangeStatus(this.db, this.view.member);
    this.metrics.standing({ outbox: outbox.waiting, oldestSeconds: outbox.oldestSeconds, parked });
    return this.metrics.text();
  }
}
