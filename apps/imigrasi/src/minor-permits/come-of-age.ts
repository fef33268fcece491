import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ForeignNational, MinorPermit } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { goOnAsAdult } from './go-on-as-adult.js';
import { isOfAge } from './minor-permit.policy.js';

/**
 * On the 18th birthday a child's permit goes on as a stay permit, of which the readers of adults' permits hear, and of nothing before it. Run by a timer
 * of the identity, which has the day of birth; of who came as an adult, or has no valid permit of a child, nothing is stated.
 */
@Injectable()
export class ComeOfAge {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param factId of the identity
   * @returns the child's permit, ended; null when there was none
   * @throws {DomainError} `minor-permit.not-of-age`
   */
  execute(factId: string, caller: Caller): Promise<Held<typeof MinorPermit> | null> {
    return this.unitOfWork.run(caller, async (tx) => {
      const person = await tx.get(ForeignNational, factId);
      refuseIf(isOfAge(person.body, this.clock.legalDay()));
      const permits = await tx.heldAbout(MinorPermit, person.body.subjectRef);
      const valid = permits.find(({ body }) => body.state === 'VALID');
      return valid ? goOnAsAdult(tx, valid) : null;
    });
  }
}
