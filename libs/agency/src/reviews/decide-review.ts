import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { QuestionAnswered, Review, ViolationReviewed, type Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { Findings } from './findings.js';
import type { DecideReview as Command } from './review.commands.js';
import { isAboutViolation, mayDecide } from './review.policy.js';

/** Gives the outcome of a matter that was under review, or for which more was asked for. */
@Injectable()
export class DecideReview {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly findings: Findings,
  ) {}

  /** @throws {DomainError} `review.*`, `version.stale` */
  execute(factId: string, decision: Command, caller: Caller): Promise<Held<typeof Review>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const review = await tx.get(Review, factId);
      const { about } = review.body;
      refuseIf(mayDecide(review.body));
      const found = await this.findings.about(tx, about, decision.outcome);
      return tx.revise(isAboutViolation(about) ? ViolationReviewed : QuestionAnswered, review, { ...decision, ...found });
    });
  }
}
