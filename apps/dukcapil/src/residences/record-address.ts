import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { AddressChanged, Resident, type Residence } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordAddress as Command } from './residence.commands.js';
import { isRegistered } from './residence.policy.js';

/** Records where a registered resident lives, by area. */
@Injectable()
export class RecordAddress {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `residence.resident-not-registered`, `residence.already-current`, `residence.village-elsewhere` */
  execute({ ownReference, ...address }: Command, caller: Caller): Promise<Held<typeof Residence>> {
    return this.unitOfWork.run(caller, async (tx) => {
      refuseIf(isRegistered((await tx.heldAbout(Resident, address.subjectRef)).map(({ body }) => body)));
      return tx.state(AddressChanged, { ...address, state: 'CURRENT' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
