import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { AddressChanged, Residence } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { MoveOut as Command } from './residence.commands.js';
import { mayMove } from './residence.policy.js';

/** Records that a resident moved out of the regency. */
@Injectable()
export class MoveOut {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `residence.has-ended`, `residence.moved-backwards`, `version.stale` */
  execute(factId: string, move: Command, caller: Caller): Promise<Held<typeof Residence>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const residence = await tx.get(Residence, factId);
      refuseIf(mayMove(residence.body, move.movedOn));
      return tx.revise(AddressChanged, residence, { ...move, district: 'outside', village: undefined, state: 'MOVED_OUT' });
    });
  }
}
