import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignNational, MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeGuardian as Command } from './minor-permit.commands.js';
import { mayGuard } from './minor-permit.policy.js';

/** Records which resident is the child's parent or guardian, or that none is. */
@Injectable()
export class ChangeGuardian {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `minor-permit.own-guardian`, `minor-permit.guardian-unfit`, `version.stale` */
  execute(factId: string, { guardianRef }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      const [guardian] = guardianRef === undefined ? [] : await tx.heldAbout(ForeignNational, guardianRef);
      if (guardianRef !== undefined) refuseIf(mayGuard(guardian?.body, this.clock.legalDay()));
      return tx.revise(MinorPermitRecorded, permit, { guardianRef });
    });
  }
}
