import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { SchoolEnrolment, StudentLeft } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordLeaving as Command } from './school-enrolment.commands.js';
import { mayLeave } from './school-enrolment.policy.js';

/** Records that a pupil left the school. */
@Injectable()
export class RecordLeaving {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `school-enrolment.has-left`, `school-enrolment.leaves-before-start`, `version.stale` */
  execute(factId: string, leaving: Command, caller: Caller): Promise<Held<typeof SchoolEnrolment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const enrolment = await tx.get(SchoolEnrolment, factId);
      refuseIf(mayLeave(enrolment.body, leaving.leftOn));
      return tx.revise(StudentLeft, enrolment, { ...leaving, state: 'LEFT' });
    });
  }
}
