import { Controller, Get, Header, HttpCode, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController, DomainError, Needs, type PrincipalRequest, requestInvalid } from '@timpora/access';
import { compileCheck, schemaOf } from '@timpora/contracts';
import type { Response } from 'express';

import { LookUpIdentity as Hand } from '../identity/identity.commands.js';
import { LookUpIdentity } from '../identity/look-up-identity.js';
import { DeskFilter } from './desk.filter.js';
import { DeskPages } from './desk-pages.js';
import { linkTo } from './desk.js';
import { handOf, lookUpPage, typedIn } from './look-up-page.js';
import { SameOriginGuard } from './same-origin.guard.js';

const check = compileCheck(schemaOf(Hand));

/** The look-up by document for officers: the policy, limit and log of `POST /api/identity/look-up`. */
@ApiExcludeController()
@UseFilters(DeskFilter)
@Controller('desk/look-up')
export class DeskLookUpController {
  constructor(
    private readonly lookUp: LookUpIdentity,
    private readonly pages: DeskPages,
  ) {}

  @Needs('read-facts', 'session')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Get()
  form(@Req() request: PrincipalRequest): string {
    return this.pages.show(request, (desk) => lookUpPage(desk));
  }

  @Needs('look-up-identity', 'session')
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  @Post()
  async find(@Req() request: PrincipalRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    const hand = handOf(typedIn(request.body));
    if (check(hand).length > 0) throw new DomainError(requestInvalid);
    const { subjectRef } = await this.lookUp.execute(hand);
    request.shows = [subjectRef];
    response.setHeader('Location', linkTo(this.pages.deskOf(request), `/residents/${subjectRef}`));
  }
}
