import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { Resident, ResidentRegistered } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { heardAbout } from './heard.js';
import { alreadyRegistered, isReturnee } from './problems.js';
import type { RegisterResident as Command } from './registration.commands.js';
import { mayRegister } from './registration.policy.js';

/** Enters an adult foreign resident into the population register for the first time. */
@Injectable()
export class RegisterResident {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `registration.no-valid-permit`, `subject.is-a-minor`, `registration.already-registered`, `registration.is-a-returnee` */
  execute({ ownReference, ...registration }: Command, caller: Caller): Promise<Held<typeof Resident>> {
    return this.unitOfWork.run(caller, async (tx) => {
      refuseIf(mayRegister(await heardAbout(tx, registration.subjectRef)));
      const [earlier] = await tx.heldAbout(Resident, registration.subjectRef);
      if (earlier)
        throw new DomainError(earlier.body.state === 'ENDED' ? isReturnee : alreadyRegistered, undefined, { factId: earlier.factId });
      const body = { ...registration, firstRegisteredOn: registration.registeredOn, state: 'REGISTERED' as const };
      return tx.state(ResidentRegistered, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
