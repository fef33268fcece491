import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { AddressChanged, Residence } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { Move as Command } from './residence.commands.js';
import { mayMove } from './residence.policy.js';

/** Records that a resident moved within the area that dukcapil registers. */
@Injectable()
export class Move {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `residence.has-ended`, `residence.moved-backwards`, `residence.village-elsewhere`, `residence.already-current`, `version.stale` */
  execute(factId: string, address: Command, caller: Caller): Promise<Held<typeof Residence>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const residence = await tx.get(Residence, factId);
      refuseIf(mayMove(residence.body, address.movedOn));
      return tx.revise(AddressChanged, residence, { ...address, village: address.village, moveLetterOn: undefined, state: 'CURRENT' });
    });
  }
}
