import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { ForeignTeacherAssigned, TeacherAssignment } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { alreadyActive } from './problems.js';
import type { AssignTeacher as Command } from './teacher-assignment.commands.js';

/** Records a foreign teacher at one school, on the report of the school. */
@Injectable()
export class AssignTeacher {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `teacher-assignment.already-active` */
  execute({ ownReference, ...assignment }: Command, caller: Caller): Promise<Held<typeof TeacherAssignment>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const held = await tx.heldAbout(TeacherAssignment, assignment.subjectRef);
      const same = held.find(({ body }) => body.state === 'ACTIVE' && body.organisationKey === assignment.organisationKey);
      if (same) throw new DomainError(alreadyActive, undefined, { factId: same.factId });
      return tx.state(ForeignTeacherAssigned, { ...assignment, state: 'ACTIVE' }, ownReference === undefined ? {} : { ownReference });
    });
  }
}
