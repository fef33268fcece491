import { Injectable } from '@nestjs/common';
import { ReferenceValue, ReferenceValueSet, type Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeReferenceValue as Command } from './reference-value.commands.js';

/** Changes a value, its texts, or whether it is confirmed, for all of its days. */
@Injectable()
export class ChangeReferenceValue {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `reference.value-unfitting`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof ReferenceValue>> {
    return this.unitOfWork.run(caller, async (tx) => tx.revise(ReferenceValueSet, await tx.get(ReferenceValue, factId), change));
  }
}
