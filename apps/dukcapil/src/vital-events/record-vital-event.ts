import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { ForeignNational, VitalEventRecorded, type VitalEvent } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { otherNotKnown } from './problems.js';
import type { RecordVitalEvent as Command } from './vital-event.commands.js';

/** Records a birth, a death, a marriage or another civil-status event of a foreign resident, adult or child. */
@Injectable()
export class RecordVitalEvent {
  constructor(private readonly unitOfWork: UnitOfWork<'dukcapil'>) {}

  /** @throws {DomainError} `vital-event.*`, `subject.not-known`, `reference.taken` */
  execute({ ownReference, ...event }: Command, caller: Caller): Promise<Held<typeof VitalEvent>> {
    return this.unitOfWork.run(caller, async (tx) => {
      for (const otherRef of event.otherRefs ?? [])
        if ((await tx.heldAbout(ForeignNational, otherRef)).length === 0) throw new DomainError(otherNotKnown);
      return tx.state(VitalEventRecorded, event, ownReference === undefined ? {} : { ownReference });
    });
  }
}
