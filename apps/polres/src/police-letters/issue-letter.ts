import { Injectable } from '@nestjs/common';
import { PoliceLetter, PoliceLetterIssued } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { IssueLetter as Command } from './police-letter.commands.js';

/** Issues a police letter (SKK) for a journalist or researcher, only when the sponsor asks. No rule may require this letter (Perpol 3/2025). */
@Injectable()
export class IssueLetter {
  constructor(private readonly unitOfWork: UnitOfWork<'polres'>) {}

  /** @throws {DomainError} `reference.taken` */
  execute({ ownReference, ...letter }: Command, caller: Caller): Promise<Held<typeof PoliceLetter>> {
    return this.unitOfWork.run(caller, (tx) => tx.state(PoliceLetterIssued, letter, ownReference === undefined ? {} : { ownReference }));
  }
}
