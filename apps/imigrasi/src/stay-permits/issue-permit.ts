import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignNational, PermitIssued, type StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { IssuePermit as Command } from './stay-permit.commands.js';
import { mayHoldPermit } from './stay-permit.policy.js';

/** Gives an adult whose identity is established the permission to stay. */
@Injectable()
export class IssuePermit {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.unknown-resident`, `subject.is-a-minor`, `permit.already-valid`, `permit.needs-end` */
  execute({ ownReference, ...permit }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const [person] = await tx.heldAbout(ForeignNational, permit.subjectRef);
      refuseIf(mayHoldPermit(person?.body));
      return tx.state(PermitIssued, { ...permit, state: 'VALID' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
