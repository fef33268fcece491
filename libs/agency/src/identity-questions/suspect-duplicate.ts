import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { DuplicateSuspected, type IdentityQuestion, type Member } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import type { SuspectDuplicate as Command } from './identity-question.commands.js';
import { canonicalOf } from './identity-questions.sql.js';
import { onePersonAlready, unknownSuspect } from './problems.js';

/** Tells imigrasi that several references may be one person. Two officers there decide; the machine never merges. */
@Injectable()
export class SuspectDuplicate {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `identity-question.unknown-reference`, `identity-question.one-person-already`, `identity-question.asked-already` */
  async execute({ suspectedRefs, matchBasis }: Command, caller: Caller): Promise<Held<typeof IdentityQuestion>> {
    const canonical = await canonicalOf(this.db, suspectedRefs);
    if (canonical.length < suspectedRefs.length) throw new DomainError(unknownSuspect);
    if (new Set(canonical).size === 1) throw new DomainError(onePersonAlready);
    const body = {
      questionKind: 'SAME_PERSON' as const,
      suspectedRefs: [...suspectedRefs].sort(),
      matchBasis,
      askedOn: this.clock.legalDay(),
    };
    return this.unitOfWork.run(caller, (tx) => tx.state(DuplicateSuspected, body));
  }
}
