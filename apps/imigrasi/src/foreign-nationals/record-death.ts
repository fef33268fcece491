import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { ForeignNational, ForeignNationalIdentified } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { isDeceased } from './problems.js';

/** Records that a person has died. */
@Injectable()
export class RecordDeath {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `foreign-national.deceased`, `version.stale` */
  execute(factId: string, caller: Caller): Promise<Held<typeof ForeignNational>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const person = await tx.get(ForeignNational, factId);
      if (person.body.state === 'DECEASED') throw new DomainError(isDeceased);
      return tx.revise(ForeignNationalIdentified, person, { state: 'DECEASED' });
    });
  }
}
