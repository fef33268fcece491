import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { Resident, ResidentRegistered } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { heardAbout } from './heard.js';
import { alreadyRegistered } from './problems.js';
import type { RegisterAgain as Command } from './registration.commands.js';
import { mayRegister } from './registration.policy.js';

/** Registers a returnee: the same registration goes on, and its first day stays. */
@Injectable()
export class RegisterAgain {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `registration.already-registered`, `registration.no-valid-permit`, `version.stale` */
  execute(factId: string, registration: Command, caller: Caller): Promise<Held<typeof Resident>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const earlier = await tx.get(Resident, factId);
      if (earlier.body.state !== 'ENDED') throw new DomainError(alreadyRegistered, undefined, { factId });
      refuseIf(mayRegister(await heardAbout(tx, earlier.body.subjectRef)));
      return tx.revise(ResidentRegistered, earlier, { ...registration, endedOn: undefined, endReason: undefined, state: 'REGISTERED' });
    });
  }
}
