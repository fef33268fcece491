import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { QuestionAnswered, ViolationReviewed, type Member, type Review } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { Findings } from './findings.js';
import type { BeginReview as Command } from './review.commands.js';
import { isAboutViolation, mayBegin } from './review.policy.js';

/** Takes up a suspected breach, or answers a question. Whoever reported or asked sees the outcome. */
@Injectable()
export class BeginReview {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly findings: Findings,
  ) {}

  /** @throws {DomainError} `review.*` */
  execute(review: Command, caller: Caller): Promise<Held<typeof Review>> {
    const { about, outcome } = review;
    return this.unitOfWork.run(caller, async (tx) => {
      refuseIf(mayBegin(about, outcome));
      const body = { ...review, ...(await this.findings.about(tx, about, outcome)) };
      return tx.state(isAboutViolation(about) ? ViolationReviewed : QuestionAnswered, body);
    });
  }
}
