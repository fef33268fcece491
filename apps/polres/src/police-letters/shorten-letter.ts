import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PoliceLetter, PoliceLetterIssued } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ShortenLetter as Command } from './police-letter.commands.js';
import { mayShorten } from './police-letter.policy.js';

/** Ends a letter earlier than it said. */
@Injectable()
export class ShortenLetter {
  constructor(private readonly unitOfWork: UnitOfWork<'polres'>) {}

  /** @throws {DomainError} `police-letter.not-shorter`, `police-letter.before-start`, `version.stale` */
  execute(factId: string, { validTo }: Command, caller: Caller): Promise<Held<typeof PoliceLetter>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const letter = await tx.get(PoliceLetter, factId);
      refuseIf(mayShorten(letter.body, validTo));
      return tx.revise(PoliceLetterIssued, letter, { validTo });
    });
  }
}
