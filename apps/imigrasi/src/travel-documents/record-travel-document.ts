import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { TravelDocument, TravelDocumentRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { getHolder } from './get-holder.js';
import type { RecordTravelDocument as Command } from './travel-document.commands.js';
import { isReplacedBy, mayCarryDocument, recordedOf } from './travel-document.policy.js';

/** Records a document of a person; it replaces the current one of the same state. The key by which others find the person is told with it. */
@Injectable()
export class RecordTravelDocument {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {DomainError} `travel-document.unknown-person`, `foreign-national.deceased`, `travel-document.incomplete`, `travel-document.taken`,
   * `identity-key.taken`, `mrz.unreadable`, `mrz.differs`
   */
  execute({ ownReference, subjectRef, documentType, issuedOn, ...typed }: Command, caller: Caller): Promise<Held<typeof TravelDocument>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { body: holder } = await getHolder(tx, subjectRef);
      refuseIf(mayCarryDocument(holder));
      const recorded = recordedOf(typed, { birthDate: holder.birthDate, today: this.clock.legalDay() });
      if ('problem' in recorded) throw new DomainError(recorded.problem);
      const { document } = recorded;
      for (const old of await tx.heldAbout(TravelDocument, subjectRef))
        if (isReplacedBy(old.body, document)) await tx.revise(TravelDocumentRecorded, old, { state: 'REPLACED' });
      const body = { subjectRef, documentType, ...(issuedOn !== undefined && { issuedOn }), ...document, state: 'CURRENT' as const };
      return tx.state(TravelDocumentRecorded, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
