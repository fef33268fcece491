import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignNational, MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayExtend } from '../stay-permits/stay-permit.policy.js';
import { goOnAsAdult } from './go-on-as-adult.js';
import type { ExtendMinorPermit as Command } from './minor-permit.commands.js';
import { isOfAge } from './minor-permit.policy.js';

/**
 * Lets a child stay longer under the same permit; an application that was pending has come to its end. Who turned 18 while the decision was pending goes
 * on as an adult at once.
 */
@Injectable()
export class ExtendMinorPermit {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `permit.not-extendable`, `permit.not-longer`, `permit.already-valid`, `version.stale` */
  execute(factId: string, { validTo, extendedOn }: Command, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayExtend(permit.body, validTo));
      const extension = { validTo, lastExtendedOn: extendedOn, applicationPaidOn: undefined, state: 'VALID' as const };
      const extended = await tx.revise(MinorPermitRecorded, permit, extension);
      const [person] = await tx.heldAbout(ForeignNational, permit.body.subjectRef);
      return person && isOfAge(person.body, this.clock.legalDay()) === null ? goOnAsAdult(tx, extended) : extended;
    });
  }
}
