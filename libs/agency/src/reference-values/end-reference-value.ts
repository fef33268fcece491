import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ReferenceValue, ReferenceValueSet, type Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndReferenceValue as Command } from './reference-value.commands.js';
import { mayEnd } from './reference-value.policy.js';

/** Gives a value its last day. */
@Injectable()
export class EndReferenceValue {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `reference.has-ended`, `version.stale` */
  execute(factId: string, { validTo }: Command, caller: Caller): Promise<Held<typeof ReferenceValue>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const value = await tx.get(ReferenceValue, factId);
      refuseIf(mayEnd(value.body));
      return tx.revise(ReferenceValueSet, value, { validTo });
    });
  }
}
