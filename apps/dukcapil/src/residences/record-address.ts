import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { AddressChanged, Residence, Resident } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { alreadyCurrent } from './problems.js';
import type { RecordAddress as Command } from './residence.commands.js';
import { isRegistered, villageFits } from './residence.policy.js';

/** Records where a registered resident lives, by area. */
@Injectable()
export class RecordAddress {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `residence.resident-not-registered`, `residence.already-current`, `residence.village-elsewhere` */
  execute({ ownReference, ...address }: Command, caller: Caller): Promise<Held<typeof Residence>> {
    refuseIf(villageFits(address));
    return this.unitOfWork.run(caller, async (tx) => {
      refuseIf(isRegistered((await tx.heldAbout(Resident, address.subjectRef)).map(({ body }) => body)));
      const current = (await tx.heldAbout(Residence, address.subjectRef)).find(({ body }) => body.state === 'CURRENT');
      if (current) throw new DomainError(alreadyCurrent, undefined, { factId: current.factId });
      return tx.state(AddressChanged, { ...address, state: 'CURRENT' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
