import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignTeacherAssigned, TeacherAssignment } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeAssignment as Command } from './teacher-assignment.commands.js';
import { isActive } from './teacher-assignment.policy.js';

/** Records a new position or work place of a teacher. */
@Injectable()
export class ChangeAssignment {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `teacher-assignment.has-ended`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof TeacherAssignment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const assignment = await tx.get(TeacherAssignment, factId);
      refuseIf(isActive(assignment.body));
      return tx.revise(ForeignTeacherAssigned, assignment, change);
    });
  }
}
