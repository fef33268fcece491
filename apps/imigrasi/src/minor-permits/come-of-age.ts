import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import {
  ForeignNational,
  MinorPermit,
  MinorPermitRecorded,
  PermitApplicationPaid,
  PermitIssued,
  StayPermit,
  type MinorPermitBody,
} from '@timpora/contracts';
import { Clock, namedId, UnitOfWork, type Caller, type Held, type Transaction } from '@timpora/exchange';

import { asAdult, asApplication, comesOfAge } from './minor-permit.policy.js';

/** On the 18th birthday a child's permit goes on as a stay permit, of which the readers of adults' permits hear, and of nothing before it. */
@Injectable()
export class ComeOfAge {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `permit.not-open`, `minor-permit.not-of-age` */
  execute(factId: string, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      const { subjectRef } = permit.body;
      const [person] = await tx.heldAbout(ForeignNational, subjectRef);
      refuseIf(comesOfAge(permit.body, person?.body, this.clock.legalDay()));
      const grown = await tx.revise(MinorPermitRecorded, permit, { applicationPaidOn: undefined, state: 'CAME_OF_AGE' });
      const permits = await tx.heldAbout(StayPermit, subjectRef);
      if (!permits.some(({ body }) => body.state === 'VALID')) await this.goOn(tx, permit.body, grown);
      return grown;
    });
  }

  /** Ids follow from the child's permit: a database restored from before this day states the same facts again, not others. */
  private async goOn(tx: Transaction<'imigrasi'>, permit: MinorPermitBody, { factId, eventId }: Held<typeof MinorPermit>): Promise<void> {
    const adult = await tx.state(PermitIssued, asAdult(permit), { factId: namedId(`stay-permit of ${factId}`), causationId: eventId });
    const application = asApplication(permit, adult.factId);
    if (application)
      await tx.state(PermitApplicationPaid, application, { factId: namedId(`permit-application of ${factId}`), causationId: eventId });
  }
}
