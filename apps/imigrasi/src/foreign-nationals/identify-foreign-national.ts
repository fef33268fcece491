import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { keyOf, type DocumentSaying } from '@timpora/agency';
import { SETTINGS, type Settings } from '@timpora/config';
import { ForeignNational, ForeignNationalIdentified, IdentityKey } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held, type Transaction } from '@timpora/exchange';

import type { IdentifyForeignNational as Command } from './foreign-national.commands.js';
import { alreadyIdentified } from './problems.js';

/** Establishes who a person is and makes the reference by which all agencies speak of them. A returnee keeps the old one. */
@Injectable()
export class IdentifyForeignNational {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws {DomainError} `foreign-national.already-identified`, `foreign-national.number-taken` */
  execute({ ownReference, issuingState, documentNumber, ...person }: Command, caller: Caller): Promise<Held<typeof ForeignNational>> {
    const { fullName, birthDate, nationality } = person;
    return this.unitOfWork.run(caller, async (tx) => {
      const [namesake] = await tx.heldWith(ForeignNational, { fullName, birthDate, nationality });
      const document = issuingState && documentNumber ? { issuingState, documentNumber, birthDate } : null;
      const known = namesake ?? (document && (await this.holderOf(tx, document)));
      if (known) throw new DomainError(alreadyIdentified, undefined, { subjectRef: known.body.subjectRef });
      const body = { subjectRef: tx.newSubjectRef(), ...person, state: 'ESTABLISHED' as const };
      return tx.state(ForeignNationalIdentified, body, ownReference === undefined ? {} : { ownReference });
    });
  }

  /** By any secret: a returnee's old passport may have the key of an old one. */
  private async holderOf(tx: Transaction<'imigrasi'>, document: DocumentSaying): Promise<Held<typeof IdentityKey> | null> {
    for (const secret of this.settings.matchSecrets) {
      const [key] = await tx.heldWith(IdentityKey, { ...keyOf(secret, document) });
      if (key) return key;
    }
    return null;
  }
}
