import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { ForeignNational, ForeignNationalIdentified } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeIdentity as Command } from './foreign-national.commands.js';
import { isDeceased } from './problems.js';

/** Records a real change of a person: new nationality, changed name. */
@Injectable()
export class ChangeIdentity {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `foreign-national.deceased`, `foreign-national.number-taken`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof ForeignNational>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const person = await tx.get(ForeignNational, factId);
      if (person.body.state === 'DECEASED') throw new DomainError(isDeceased);
      return tx.revise(ForeignNationalIdentified, person, change);
    });
  }
}
