import { Injectable } from '@nestjs/common';
import {
  FinalDepartureRecorded,
  MinorPermit,
  MinorPermitRecorded,
  PermitApplication,
  PermitApplicationDecided,
  PermitClosed,
  SponsorChanged,
  Sponsorship,
  StayPermit,
  type FinalDeparture,
} from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held, type Transaction } from '@timpora/exchange';

import { withdrawnOn } from '../permit-applications/permit-application.policy.js';
import { isOpen } from '../stay-permits/stay-permit.policy.js';
import type { RecordFinalDeparture as Command } from './final-departure.commands.js';
import { beganBy, closingOf, endingOf } from './final-departure.policy.js';

/**
 * Records that somebody left for good, and closes what imigrasi itself holds open about the person, together or not at all. Other owners close their
 * own facts when they hear of it.
 */
@Injectable()
export class RecordFinalDeparture {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `final-departure.in-future`, `final-departure.already-recorded`, `subject.not-known` */
  execute({ ownReference, ...departure }: Command, caller: Caller): Promise<Held<typeof FinalDeparture>> {
    return this.unitOfWork.run({ ...caller, expectedVersion: 'any' }, async (tx) => {
      const departed = await tx.state(FinalDepartureRecorded, departure, ownReference === undefined ? {} : { ownReference });
      await this.closePermits(tx, departed);
      await this.endSponsorships(tx, departed);
      await this.withdrawApplications(tx, departed);
      return departed;
    });
  }

  private async closePermits(tx: Transaction<'imigrasi'>, { body: { subjectRef, departedOn }, eventId }: Departed): Promise<void> {
    for (const permit of await tx.heldAbout(StayPermit, subjectRef))
      if (isOpen(permit.body) && beganBy(permit.body.validFrom, departedOn))
        await tx.revise(PermitClosed, permit, closingOf(permit.body, { departedOn, today: this.clock.legalDay() }), {
          causationId: eventId,
        });
    for (const permit of await tx.heldAbout(MinorPermit, subjectRef))
      if (isOpen(permit.body) && beganBy(permit.body.validFrom, departedOn))
        await tx.revise(MinorPermitRecorded, permit, { applicationPaidOn: undefined, state: 'CLOSED' }, { causationId: eventId });
  }

  private async endSponsorships(tx: Transaction<'imigrasi'>, { body: { subjectRef, departedOn }, eventId }: Departed): Promise<void> {
    for (const sponsorship of await tx.heldAbout(Sponsorship, subjectRef))
      if (sponsorship.body.state === 'ACTIVE' && beganBy(sponsorship.body.startsOn, departedOn))
        await tx.revise(SponsorChanged, sponsorship, endingOf(sponsorship.body, departedOn), { causationId: eventId });
  }

  private async withdrawApplications(tx: Transaction<'imigrasi'>, { body: { subjectRef, departedOn }, eventId }: Departed): Promise<void> {
    for (const application of await tx.heldAbout(PermitApplication, subjectRef))
      if (application.body.state !== 'DECIDED' && beganBy(application.body.filedOn, departedOn))
        await tx.revise(PermitApplicationDecided, application, withdrawnOn(application.body, departedOn), { causationId: eventId });
  }
}

type Departed = Held<typeof FinalDeparture>;
