import { Inject, Injectable } from '@nestjs/common';
import type { Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { eventOf, getRepairable } from './own-kind.js';

/** Takes a fact back that should not have been stated. */
@Injectable()
export class RetractFact {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    @Inject(VIEW) private readonly view: View,
  ) {}

  /** @throws {DomainError} `fact.not-found`, `fact.not-own`, `fact.repaired-by-two`, `fact.retracted`, `version.stale` */
  execute(which: { kind: string; factId: string }, reason: string, caller: Caller): Promise<Held> {
    const fact = getRepairable(this.view, which.kind);
    return this.unitOfWork.run(caller, async (tx) => {
      const held = await tx.get(fact, which.factId);
      return tx.retract(eventOf(this.view, held), held, reason);
    });
  }
}
