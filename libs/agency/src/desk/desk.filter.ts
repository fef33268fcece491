import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Refusals, refuseWith, type PrincipalRequest, type Problem } from '@timpora/access';
import { catalogue, purposesOf } from '@timpora/contracts';
import type { Response } from 'express';

import { DeskPages } from './desk-pages.js';
import { pageOfDesk, type Desk } from './desk.js';
import { framed, type Page } from './frame.js';
import { lookUpPage, typedIn } from './look-up-page.js';
import { refusedNotice, refusedPage } from './refused-page.js';
import { signInPage } from './sign-in-page.js';

/** Refusals that signing in, once more or otherwise, may end. */
const signingInHelps = /^(token|role|purpose|desk)\./;
/** Those of a document that was typed or scanned: the form comes again, with what was sent. */
const typingHelps = /^(identity|mrz|request)\./;

/** Refusals of the desk, as pages: the same codes as everywhere, logged the same way. */
@Catch()
@Injectable()
export class DeskFilter implements ExceptionFilter {
  constructor(
    private readonly refusals: Refusals,
    private readonly pages: DeskPages,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<PrincipalRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, correlation } = await this.refusals.of(error, request);
    if (response.headersSent) return;
    refuseWith(response, problem)
      .type('html')
      .send(this.pageFor(request, problem, correlation));
  }

  private pageFor(request: PrincipalRequest, problem: Problem, correlation: string): string {
    if (signingInHelps.test(problem.code)) return this.signIn(request, problem);
    const desk = this.pages.deskOf(request);
    const isTyped = request.method === 'POST' && typingHelps.test(problem.code);
    return framed(
      desk,
      isTyped ? lookUpPage(desk, typedIn(request.body), refusedNotice(desk, problem)) : refusedPage(desk, problem, correlation),
    );
  }

  private signIn(request: PrincipalRequest, problem: Problem): string {
    const desk = inForm(request, this.pages.deskOf(request));
    // Whoever comes to the start without a session did nothing wrong.
    const isFirst = problem.code === 'token.missing' && request.method === 'GET' && request.path === '/desk';
    const page: Page = signInPage(desk, purposesOf(catalogue, desk.member), !isFirst && refusedNotice(desk, problem));
    return framed({ ...desk, reader: null }, page);
  }
}

/** A form that was refused still knows where it was to lead. */
function inForm({ body }: PrincipalRequest, desk: Desk): Desk {
  const { next = desk.here } = (body ?? {}) as { readonly next?: unknown };
  return { ...desk, here: pageOfDesk(next) };
}
