import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { ForeignNational, ForeignNationalIdentified } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { IdentifyForeignNational as Command } from './foreign-national.commands.js';
import { alreadyIdentified } from './problems.js';

/** Establishes who a person is and makes the reference by which all agencies speak of them. A returnee keeps the old one. */
@Injectable()
export class IdentifyForeignNational {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `foreign-national.already-identified`, `foreign-national.number-taken` */
  execute({ ownReference, ...person }: Command, caller: Caller): Promise<Held<typeof ForeignNational>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const [same] = await tx.heldWith(ForeignNational, {
        fullName: person.fullName,
        birthDate: person.birthDate,
        nationality: person.nationality,
      });
      if (same) throw new DomainError(alreadyIdentified, undefined, { subjectRef: same.body.subjectRef });
      const body = { subjectRef: tx.newSubjectRef(), ...person, state: 'ESTABLISHED' as const };
      return tx.state(ForeignNationalIdentified, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
