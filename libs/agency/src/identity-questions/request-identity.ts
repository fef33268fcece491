import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import { IdentityRequested, type IdentityQuestion, type Member } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { findByKeys } from '../identity/identity-keys.sql.js';
import { keyOf, plainNumber } from '../identity/match-key.js';
import type { RequestIdentity as Command } from './identity-question.commands.js';
import { knownAlready } from './problems.js';

/** Asks imigrasi for the reference of somebody whose document leads to nobody. Imigrasi alone can read what it says. */
@Injectable()
export class RequestIdentity {
  constructor(
    private readonly db: DataSource,
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws {DomainError} `identity-question.known-already`, `identity-question.asked-already`, `contract.broken` */
  async execute({ ownReference, ...said }: Command, caller: Caller): Promise<Held<typeof IdentityQuestion>> {
    const keys = this.settings.matchSecrets.map((secret) => keyOf(secret, said));
    const subjectRef = await findByKeys(this.db, keys);
    if (subjectRef !== null) throw new DomainError(knownAlready, undefined, { subjectRef });
    const asked = { ...said, documentNumber: plainNumber(said.documentNumber), askedOn: this.clock.legalDay() };
    const body = { questionKind: 'FIND' as const, ...(keys[0] && { matchKey: keys[0].matchKey }), ...asked };
    return this.unitOfWork.run(caller, (tx) => tx.state(IdentityRequested, body, ownReference === undefined ? {} : { ownReference }));
  }
}
