import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignTeacherLeft, TeacherAssignment } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { LeaveSchool as Command } from './teacher-assignment.commands.js';
import { mayLeave } from './teacher-assignment.policy.js';

/** Records that a foreign teacher left the school. */
@Injectable()
export class LeaveSchool {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `teacher-assignment.has-ended`, `teacher-assignment.ends-before-start`, `version.stale` */
  execute(factId: string, { endedOn }: Command, caller: Caller): Promise<Held<typeof TeacherAssignment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const assignment = await tx.get(TeacherAssignment, factId);
      refuseIf(mayLeave(assignment.body, endedOn));
      return tx.revise(ForeignTeacherLeft, assignment, { endedOn, state: 'ENDED' });
    });
  }
}
