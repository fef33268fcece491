import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignNational, MinorPermitRecorded, type MinorPermit } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayHoldPermit } from '../stay-permits/stay-permit.policy.js';
import type { IssueMinorPermit as Command } from './minor-permit.commands.js';
import { mayGuard } from './minor-permit.policy.js';

/** Gives a child whose identity is established the permission to stay. */
@Injectable()
export class IssueMinorPermit {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {DomainError} `permit.unknown-resident`, `foreign-national.deceased`, `minor-permit.own-guardian`, `minor-permit.guardian-unfit`,
   * `permit.needs-end`, `permit.already-valid`, `subject.is-an-adult`
   */
  execute({ ownReference, ...permit }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const [child] = await tx.heldAbout(ForeignNational, permit.subjectRef);
      refuseIf(mayHoldPermit(child?.body));
      const [guardian] = permit.guardianRef === undefined ? [] : await tx.heldAbout(ForeignNational, permit.guardianRef);
      if (permit.guardianRef !== undefined) refuseIf(mayGuard(guardian?.body, this.clock.legalDay()));
      return tx.state(MinorPermitRecorded, { ...permit, state: 'VALID' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
