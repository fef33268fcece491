import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { SchoolEnrolment, StudentEnrolled } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeEnrolment as Command } from './school-enrolment.commands.js';
import { isEnrolled } from './school-enrolment.policy.js';

/** Records a new level, or a study recommendation that was issued or renewed. */
@Injectable()
export class ChangeEnrolment {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `school-enrolment.has-left`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof SchoolEnrolment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const enrolment = await tx.get(SchoolEnrolment, factId);
      refuseIf(isEnrolled(enrolment.body));
      return tx.revise(StudentEnrolled, enrolment, change);
    });
  }
}
