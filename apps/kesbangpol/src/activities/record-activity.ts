import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ActivityRecorded, RegisteredActivity } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RecordActivity as Command } from './activity.commands.js';
import { isAboutSomebody } from './activity.policy.js';

/** Records a registered activity of a foreign organisation, researcher, journalist or film crew (Permendagri 49/2010 art. 19). */
@Injectable()
export class RecordActivity {
  constructor(private readonly unitOfWork: UnitOfWork<'kesbangpol'>) {}

  /** @throws {DomainError} `activity.about-nobody`, `reference.taken` */
  execute({ ownReference, ...activity }: Command, caller: Caller): Promise<Held<typeof RegisteredActivity>> {
    refuseIf(isAboutSomebody(activity));
    return this.unitOfWork.run(caller, (tx) =>
      tx.state(ActivityRecorded, { ...activity, state: 'REGISTERED' }, ownReference === undefined ? {} : { ownReference }),
    );
  }
}
