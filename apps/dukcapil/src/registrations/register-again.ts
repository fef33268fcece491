import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { ForeignNational, Resident, ResidentRegistered, StayPermit } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { alreadyRegistered } from './problems.js';
import type { RegisterAgain as Command } from './registration.commands.js';
import { mayRegister } from './registration.policy.js';

/** Registers a returnee: the same registration goes on, and its first day stays. */
@Injectable()
export class RegisterAgain {
  constructor(
    private readonly unitOfWork: UnitOfWork<'dukcapil'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `registration.already-registered`, `registration.no-valid-permit`, `version.stale` */
  execute(factId: string, registration: Command, caller: Caller): Promise<Held<typeof Resident>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const earlier = await tx.get(Resident, factId);
      if (earlier.body.state !== 'ENDED') throw new DomainError(alreadyRegistered, undefined, { factId });
      const permits = await tx.heldAbout(StayPermit, earlier.body.subjectRef);
      const [person] = await tx.heldAbout(ForeignNational, earlier.body.subjectRef);
      refuseIf(mayRegister({ permits: permits.map(({ body }) => body), person: person?.body }, this.clock.legalDay()));
      return tx.revise(ResidentRegistered, earlier, { ...registration, endedOn: undefined, endReason: undefined, state: 'REGISTERED' });
    });
  }
}
