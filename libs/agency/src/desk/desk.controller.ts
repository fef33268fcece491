import { Controller, Get, Header, HttpCode, Inject, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import {
  ApiExcludeController,
  DomainError,
  endedSessionCookie,
  longestSessionToken,
  Needs,
  Open,
  type PrincipalRequest,
  purposeMissing,
  routeUnknown,
  sessionCookie,
  type SessionPlace,
} from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import type { Response } from 'express';
import { DataSource } from 'typeorm';

import { factsAbout, historyOf, type ShownFact, type ShownVersion } from '../reading/facts.sql.js';
import { findResidents } from '../reading/find-residents.js';
import { getUuid } from '../reading/kinds.js';
import { residentNotKnown } from '../reading/problems.js';
import { DeskFilter } from './desk.filter.js';
import { DeskAlerts } from './desk-alerts.js';
import { DeskPages } from './desk-pages.js';
import { factsOfKinds, followUpsTo, lastHeard, takenBackAbout } from './desk.sql.js';
import { pageOfDesk } from './desk.js';
import { findPage } from './find-page.js';
import { tokenTooLong } from './problems.js';
import { markKinds } from './resident.js';
import { residentPage } from './resident-page.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { mostAlerts, startPage } from './start-page.js';
import { stylesheet, stylesheetPath } from './stylesheet.js';

const asHtml = (): MethodDecorator => Header('Content-Type', 'text/html; charset=utf-8');

/** Read-only pages for officers, until the web application comes: the same facts, rights, purposes and log as the API. */
@ApiExcludeController()
@UseFilters(DeskFilter)
@Controller('desk')
export class DeskController {
  constructor(
    private readonly db: DataSource,
    private readonly pages: DeskPages,
    private readonly alerts: DeskAlerts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Needs('read-facts', 'session')
  @asHtml()
  @Get()
  async start(@Req() request: PrincipalRequest): Promise<string> {
    const alerts = await this.alerts.find(mostAlerts);
    const subjects = [...alerts.open, ...alerts.closed].flatMap(({ fact: { subjectRef } }) => subjectRef ?? []);
    const waiting = alerts.waiting.map(({ subjectRef }) => subjectRef);
    return this.pages.show(request, (desk) => startPage(desk, alerts), [...subjects, ...waiting]);
  }

  @Needs('read-facts', 'session')
  @asHtml()
  @Get('residents')
  search(@Req() request: PrincipalRequest): string {
    return this.pages.show(request, (desk) => findPage(desk, '', null));
  }

  /** Not a `GET`: the name of a person stands in no address, so no browser and no proxy keeps it. */
  @Needs('read-facts', 'session')
  @UseGuards(SameOriginGuard)
  @asHtml()
  @HttpCode(200)
  @Post('residents')
  async find(@Req() request: PrincipalRequest): Promise<string> {
    const { q: query = '' } = request.body as Readonly<Record<string, string>>;
    const { residents } = await findResidents(this.db, this.pages.view, query);
    const subjectRefs = residents.map(({ subjectRef }) => subjectRef);
    const facts = await factsOfKinds(this.db, subjectRefs, markKinds);
    return this.pages.show(request, (desk) => findPage(desk, query, { residents, facts }), subjectRefs);
  }

  @Needs('read-facts', 'session')
  @asHtml()
  @Get('residents/:subjectRef')
  async resident(@Req() request: PrincipalRequest, @Param('subjectRef') asked: string): Promise<string> {
    const subjectRef = getUuid(asked);
    const [facts, takenBack, heard] = await Promise.all([
      factsAbout(this.db, subjectRef),
      takenBackAbout(this.db, subjectRef),
      lastHeard(this.db),
    ]);
    if (facts.length === 0 && takenBack.length === 0) throw new DomainError(residentNotKnown);
    const ids = facts.map(({ factId }) => factId);
    const [histories, followUps, advice] = await Promise.all([
      this.historiesOf(facts),
      followUpsTo(this.db, ids),
      this.alerts.adviceOn(facts),
    ]);
    const resident = { subjectRef, facts, takenBack, heard, histories, followUps, advice };
    return this.pages.show(request, (desk) => residentPage(desk, resident), [subjectRef]);
  }

  @Needs('read-facts', 'form')
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  @Post('sign-in')
  signIn(@Req() request: PrincipalRequest, @Res({ passthrough: true }) response: Response): void {
    const { token = '', next } = request.body as Record<string, string>;
    const { purpose } = request;
    if (purpose === undefined) throw new DomainError(purposeMissing);
    if (token.length > longestSessionToken) throw new DomainError(tokenTooLong);
    response.setHeader('Set-Cookie', sessionCookie(this.placeOf(request), { token: token.replace(/\s/g, ''), purpose }));
    response.setHeader('Location', pageOfDesk(next));
  }

  @Open()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  @Post('sign-out')
  signOut(@Req() request: PrincipalRequest, @Res({ passthrough: true }) response: Response): void {
    response.setHeader('Set-Cookie', endedSessionCookie(this.placeOf(request)));
    response.setHeader('Location', '/desk');
  }

  @Open()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @Get(stylesheetPath)
  style(): string {
    return stylesheet;
  }

  @Open()
  @Get('*rest')
  nowhere(): never {
    throw new DomainError(routeUnknown);
  }

  private async historiesOf(facts: readonly ShownFact[]): Promise<ReadonlyMap<string, readonly ShownVersion[]>> {
    const own = facts.filter(({ issuer, version }) => issuer === this.pages.view.member && version !== '1');
    return new Map(await Promise.all(own.map(async (fact) => [fact.factId, await historyOf(this.db, fact.kind, fact)] as const)));
  }

  /** In production TLS ends before the service, which then cannot see it. */
  private placeOf({ secure }: PrincipalRequest): SessionPlace {
    return { member: this.settings.member, secure: secure || this.settings.mode === 'production' };
  }
}
