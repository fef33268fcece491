import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, defineProblem, DomainError, Needs } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import {
  Exchange,
  exchangeStatus,
  heldDigests,
  listAlarms,
  type Alarm,
  type ExchangeStatus,
  type HeldDigest,
  type RetryOutcome,
  listAgreed,
  listIncidents,
  type Agreed,
  type Delivery,
  type Incident,
} from '@timpora/exchange';

import { getUuid } from '../reading/kinds.js';
import { listParked, type ParkedShown } from './parked.sql.js';

const parkedNotFound = defineProblem({
  code: 'parked.not-found',
  status: 404,
  title: 'Nothing is parked under this number',
  whatToDo: 'The list at /api/exchange/parked shows what is parked now; it may have been applied or superseded meanwhile.',
});

/** How the exchange stands at this agency; no resident is shown here. */
@ApiTags('exchange')
@Controller('api/exchange')
export class ExchangeController {
  constructor(private readonly exchange: Exchange<Member>) {}

  @ApiOperation({ summary: 'Own and heard streams, outbox, parked and unverified counts, relay' })
  @Needs('read-exchange')
  @Get('status')
  status(): Promise<ExchangeStatus> {
    return exchangeStatus(this.exchange.db, this.exchange.member);
  }

  @ApiOperation({ summary: 'One digest per issuer and kind of everything held; equal digests mean the same facts' })
  @Needs('read-exchange')
  @Get('digests')
  async digests(): Promise<{ member: string; digests: readonly HeldDigest[] }> {
    return { member: this.exchange.member, digests: await heldDigests(this.exchange.db, this.exchange.member) };
  }

  @ApiOperation({ summary: 'What an operator should look at and do: what stands first, newest first' })
  @Needs('read-exchange')
  @Get('alarms')
  async alarms(): Promise<{ alarms: readonly Alarm[] }> {
    return { alarms: await listAlarms(this.exchange.db) };
  }

  @ApiOperation({
    summary: 'What the last comparisons gave, by kind and member, and incidents to decide on: what only a member knows, and contradictions',
  })
  @Needs('read-exchange')
  @Get('agreement')
  async agreement(): Promise<{ agreed: readonly Agreed[]; incidents: readonly Incident[] }> {
    const { db, member } = this.exchange;
    return { agreed: await listAgreed(db), incidents: await listIncidents(db, member) };
  }

  @ApiOperation({ summary: 'Compare what is held with its owners now; the verdicts arrive within seconds' })
  @Needs('retry-parked')
  @HttpCode(202)
  @Post('agreement/compare')
  async compare(): Promise<{ asked: true }> {
    await this.exchange.seekAgreement();
    return { asked: true };
  }

  @ApiOperation({ summary: 'Whether each member has the newest version of an own fact' })
  @Needs('read-exchange')
  @Get('delivery/:kind/:factId')
  async delivery(@Param('kind') kind: string, @Param('factId') factId: string): Promise<{ members: readonly Delivery[] }> {
    return { members: await this.exchange.deliveryOf(kind, getUuid(factId)) };
  }

  @ApiOperation({ summary: 'Valid events that cannot be used here yet, with the reason' })
  @Needs('read-exchange')
  @Get('parked')
  async parked(): Promise<{ parked: readonly ParkedShown[] }> {
    return { parked: await listParked(this.exchange.db) };
  }

  @ApiOperation({ summary: 'Try a parked event again with the contracts of now' })
  @Needs('retry-parked')
  @HttpCode(200)
  @Post('parked/:id/retry')
  async retry(@Param('id') id: string): Promise<{ outcome: RetryOutcome }> {
    const outcome = /^[0-9]{1,18}$/.test(id) ? await this.exchange.retryParked(id) : null;
    if (!outcome) throw new DomainError(parkedNotFound);
    return { outcome };
  }
}
