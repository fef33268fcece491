import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { TravelDocumentRecorded, TravelDocument, type TravelDocumentBody } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayEnd } from './travel-document.policy.js';

/** Records that a document is lost, cancelled or replaced. Its key stays: an old passport still leads to the person. */
@Injectable()
export class EndTravelDocument {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `travel-document.not-current`, `version.stale` */
  execute(factId: string, state: TravelDocumentBody['state'], caller: Caller): Promise<Held<typeof TravelDocument>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const document = await tx.get(TravelDocument, factId);
      refuseIf(mayEnd(document.body));
      return tx.revise(TravelDocumentRecorded, document, { state });
    });
  }
}
