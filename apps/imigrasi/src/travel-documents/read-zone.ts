import { Injectable } from '@nestjs/common';
import { DomainError, refuseIf } from '@timpora/access';
import { mrzUnreadable, readMrz } from '@timpora/agency';
import { TravelDocument, TravelDocumentRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { getHolder } from './get-holder.js';
import { checkOf, mayEnd } from './travel-document.policy.js';

/** Reads the machine readable zone of a recorded document once more, and says whether it agrees with what is recorded. */
@Injectable()
export class ReadZone {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `mrz.unreadable`, `travel-document.not-current`, `travel-document.unknown-person`, `version.stale` */
  execute(factId: string, lines: readonly string[], caller: Caller): Promise<Held<typeof TravelDocument>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const document = await tx.get(TravelDocument, factId);
      refuseIf(mayEnd(document.body));
      const reading = readMrz(lines, this.clock.legalDay());
      if (!reading) throw new DomainError(mrzUnreadable);
      const holder = await getHolder(tx, document.body.subjectRef);
      const mrzCheck = checkOf(reading, document.body, holder.body.birthDate);
      return tx.revise(TravelDocumentRecorded, document, { mrzCheck, mrzReadCount: document.body.mrzReadCount + 1 });
    });
  }
}
