import { Injectable } from '@nestjs/common';
import { StudentEnrolled, type SchoolEnrolment } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EnrolStudent as Command } from './school-enrolment.commands.js';

/** Records that a pupil goes to school. Never refused or delayed for a permit, and no duty to inform on families. */
@Injectable()
export class EnrolStudent {
  constructor(private readonly unitOfWork: UnitOfWork<'disdik'>) {}

  /** @throws {DomainError} `school-enrolment.already-enrolled`, `subject.not-known` */
  execute({ ownReference, ...enrolment }: Command, caller: Caller): Promise<Held<typeof SchoolEnrolment>> {
    return this.unitOfWork.run(caller, (tx) =>
      tx.state(StudentEnrolled, { ...enrolment, state: 'ENROLLED' }, ownReference === undefined ? {} : { ownReference }),
    );
  }
}
