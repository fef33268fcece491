import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import {
  ForeignNational,
  PermitApplication,
  PermitApplicationDecided,
  PermitClosed,
  PermitIssued,
  StayPermit,
  type PermitApplicationBody,
} from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held, type Transaction } from '@timpora/exchange';

import { isOpen, mayClose, mayHoldPermit } from '../stay-permits/stay-permit.policy.js';
import type { ConvertPermit as Command } from './permit-application.commands.js';
import { mayConvert } from './permit-application.policy.js';

/** Grants a conversion: the application is decided, the old permit closed and the new one issued, together or not at all. */
@Injectable()
export class ConvertPermit {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /**
   * @returns the application, decided
   * @throws {DomainError} `application.already-decided`, `application.not-paid`, `permit.before-start`, `permit.already-valid` (another permit than the
   * one converted), `permit.needs-end`, `version.stale`
   */
  execute(factId: string, { decidedOn, ownReference, ...permit }: Command, caller: Caller): Promise<Held<typeof PermitApplication>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const application = await tx.get(PermitApplication, factId);
      refuseIf(mayConvert(application.body));
      const { subjectRef } = application.body;
      const [person] = await tx.heldAbout(ForeignNational, subjectRef);
      refuseIf(mayHoldPermit(person?.body));
      await this.closeOld(tx, application.body, decidedOn);
      const issued = { ...permit, subjectRef, origin: 'CONVERSION' as const, state: 'VALID' as const };
      await tx.state(PermitIssued, issued, ownReference === undefined ? {} : { ownReference });
      return tx.revise(PermitApplicationDecided, application, { decidedOn, outcome: 'GRANTED', state: 'DECIDED' });
    });
  }

  /** A visit permit is no fact here, and one that was closed in the meantime stays as it is. */
  private async closeOld(tx: Transaction<'imigrasi'>, { permitFact }: PermitApplicationBody, closedOn: string): Promise<void> {
    const old = permitFact ? await tx.find(StayPermit, permitFact.factId) : null;
    if (!old || old.change === 'retracted' || !isOpen(old.body)) return;
    refuseIf(mayClose(old.body, closedOn));
    await tx.revise(PermitClosed, old, { state: 'CLOSED', closureKind: 'CONVERTED', closedOn });
  }
}
