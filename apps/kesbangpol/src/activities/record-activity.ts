import { Injectable } from '@nestjs/common';
import { ActivityRecorded, type RegisteredActivity } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordActivity as Command } from './activity.commands.js';

/** Records a registered activity of a foreign organisation, researcher, journalist or film crew (Permendagri 49/2010 art. 19). */
@Injectable()
export class RecordActivity {
  constructor(private readonly unitOfWork: UnitOfWork<'kesbangpol'>) {}

  /** @throws {DomainError} `activity.about-nobody`, `reference.taken` */
  execute({ ownReference, ...activity }: Command, caller: Caller): Promise<Held<typeof RegisteredActivity>> {
    return this.unitOfWork.run(caller, (tx) =>
      tx.state(ActivityRecorded, { ...activity, state: 'REGISTERED' }, ownReference === undefined ? {} : { ownReference }),
    );
  }
}
