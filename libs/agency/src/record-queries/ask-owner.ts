import { Injectable } from '@nestjs/common';
import { RecordQueried, type Member, type RecordQuery } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { AskOwner as Command } from './record-query.commands.js';
import { answerIsDueOn } from './record-query.policy.js';

/** Asks the owner of a fact to look at it again. Nobody overwrites another's fact, and nobody keeps a corrected copy. */
@Injectable()
export class AskOwner {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `query.*` */
  execute({ ownReference, ...question }: Command, caller: Caller): Promise<Held<typeof RecordQuery>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const body = { ...question, dueOn: answerIsDueOn(this.clock.legalDay(), await tx.statedValues()) };
      return tx.state(RecordQueried, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
