import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { ForeignNational, PermitIssued, StayPermit } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { alreadyValid } from './problems.js';
import type { IssuePermit as Command } from './stay-permit.commands.js';
import { hasItsEnd, mayHoldPermit } from './stay-permit.policy.js';

/** Gives an adult whose identity is established the permission to stay. */
@Injectable()
export class IssuePermit {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `permit.unknown-resident`, `subject.is-a-minor`, `permit.already-valid`, `permit.needs-end` */
  execute({ ownReference, ...permit }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    refuseIf(hasItsEnd(permit));
    return this.unitOfWork.run(caller, async (tx) => {
      const [person] = await tx.heldAbout(ForeignNational, permit.subjectRef);
      refuseIf(mayHoldPermit(person?.body, this.clock.legalDay()));
      const valid = (await tx.heldAbout(StayPermit, permit.subjectRef)).find(({ body }) => body.state === 'VALID');
      if (valid) throw new DomainError(alreadyValid, undefined, { factId: valid.factId });
      return tx.state(PermitIssued, { ...permit, state: 'VALID' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
