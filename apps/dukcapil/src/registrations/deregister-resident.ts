import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Residence, ResidenceEnded, Resident, ResidentDeregistered } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { DeregisterResident as Command } from './registration.commands.js';
import { mayDeregister } from './registration.policy.js';

/** Ends a registration, and with it every residence of the resident that has not ended. */
@Injectable()
export class DeregisterResident {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `registration.not-registered`, `registration.ends-before-start`, `version.stale` */
  execute(factId: string, { endedOn, endReason }: Command, caller: Caller): Promise<Held<typeof Resident>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const registration = await tx.get(Resident, factId);
      refuseIf(mayDeregister(registration.body, endedOn));
      for (const residence of await tx.heldAbout(Residence, registration.body.subjectRef)) {
        if (residence.body.state !== 'ENDED') await tx.revise(ResidenceEnded, residence, { state: 'ENDED' });
      }
      return tx.revise(ResidentDeregistered, registration, { endedOn, endReason, state: 'ENDED' });
    });
  }
}
