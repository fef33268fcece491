import { Injectable } from '@nestjs/common';
import { ForeignTeacherAssigned, type TeacherAssignment } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { AssignTeacher as Command } from './teacher-assignment.commands.js';

/** Records a foreign teacher at one school, on the report of the school. */
@Injectable()
export class AssignTeacher {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `teacher-assignment.already-active` */
  execute({ ownReference, ...assignment }: Command, caller: Caller): Promise<Held<typeof TeacherAssignment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      return tx.state(ForeignTeacherAssigned, { ...assignment, state: 'ACTIVE' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
