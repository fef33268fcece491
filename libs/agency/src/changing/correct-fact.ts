import { Inject, Injectable } from '@nestjs/common';
import { DomainError, defineProblem } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { eventOf, getRepairable } from './own-kind.js';

const subjectFixed = defineProblem({
  code: 'fact.subject-is-fixed',
  status: 409,
  title: 'A correction cannot move a fact to another resident',
  whatToDo: 'Retract it with reason WRONG_PERSON and state it anew for the right one.',
});

/** Tells a fact again as it should have been told: a higher version of the same event. */
@Injectable()
export class CorrectFact {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    @Inject(VIEW) private readonly view: View,
  ) {}

  /** @throws {DomainError} `fact.not-found`, `fact.not-own`, `fact.repaired-by-two`, `fact.retracted`, `version.stale`, `contract.broken`, `fact.subject-is-fixed` */
  execute(which: { kind: string; factId: string }, body: Record<string, unknown>, caller: Caller): Promise<Held> {
    const fact = getRepairable(this.view, which.kind);
    return this.unitOfWork.run(caller, async (tx) => {
      const held = await tx.get(fact, which.factId);
      if (fact.subject && body[fact.subject] !== undefined && body[fact.subject] !== held.subjectRef) throw new DomainError(subjectFixed);
      return tx.correct(eventOf(this.view, held), held, body);
    });
  }
}
