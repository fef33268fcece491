import { Injectable } from '@nestjs/common';
import { ReferenceValueSet, type Member, type ReferenceValue } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { SetReferenceValue as Command } from './reference-value.commands.js';

/** Sets a dated value of a key of this agency. */
@Injectable()
export class SetReferenceValue {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `reference.*` */
  execute(value: Command, caller: Caller): Promise<Held<typeof ReferenceValue>> {
    return this.unitOfWork.run(caller, (tx) => tx.state(ReferenceValueSet, value));
  }
}
