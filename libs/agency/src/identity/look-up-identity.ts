import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import { Clock } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { findByKeys } from './identity-keys.sql.js';
import { documentIn, type DocumentInHand } from './look-up.policy.js';
import { keyOf } from './match-key.js';
import { identityNotFound } from './problems.js';

/** Finds a person by a document in hand, in this member's own copies: no question leaves the building, so nobody learns who was looked up. */
@Injectable()
export class LookUpIdentity {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws {DomainError} `identity.not-found`, `identity.document-incomplete`, `mrz.unreadable`, `mrz.misread`, `mrz.differs`, `mrz.birth-date-unknown` */
  async execute(hand: DocumentInHand): Promise<{ readonly subjectRef: string }> {
    const said = documentIn(hand, this.clock.legalDay());
    if ('problem' in said) throw new DomainError(said.problem);
    const keys = this.settings.matchSecrets.map((secret) => keyOf(secret, said.document));
    const subjectRef = await findByKeys(this.db, keys);
    if (subjectRef === null) throw new DomainError(identityNotFound);
    return { subjectRef };
  }
}
