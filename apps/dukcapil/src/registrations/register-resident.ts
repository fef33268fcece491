import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { ForeignNational, Resident, ResidentRegistered, StayPermit } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { alreadyRegistered, isReturnee } from './problems.js';
import type { RegisterResident as Command } from './registration.commands.js';
import { mayRegister } from './registration.policy.js';

/** Enters an adult foreign resident into the population register for the first time. */
@Injectable()
export class RegisterResident {
  constructor(
    private readonly unitOfWork: UnitOfWork<'dukcapil'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `registration.no-valid-permit`, `registration.subject-is-a-minor`, `registration.already-registered`, `registration.is-a-returnee` */
  execute({ ownReference, ...registration }: Command, caller: Caller): Promise<Held<typeof Resident>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permits = await tx.heldAbout(StayPermit, registration.subjectRef);
      const [person] = await tx.heldAbout(ForeignNational, registration.subjectRef);
      refuseIf(mayRegister({ permits: permits.map(({ body }) => body), person: person?.body }, this.clock.legalDay()));
      const [earlier] = await tx.heldAbout(Resident, registration.subjectRef);
      if (earlier)
        throw new DomainError(earlier.body.state === 'ENDED' ? isReturnee : alreadyRegistered, undefined, { factId: earlier.factId });
      const body = { ...registration, firstRegisteredOn: registration.registeredOn, state: 'REGISTERED' as const };
      return tx.state(ResidentRegistered, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
