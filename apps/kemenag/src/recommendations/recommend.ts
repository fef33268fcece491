import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ReligiousRecommendation, ReligiousRecommendationDecided } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { Recommend as Command } from './recommendation.commands.js';
import { mayStay } from './recommendation.policy.js';

/** Decides on a recommendation for a foreign religious worker, lecturer or student. Neither religion nor institution nor task travels. */
@Injectable()
export class Recommend {
  constructor(private readonly unitOfWork: UnitOfWork<'kemenag'>) {}

  /** @throws {DomainError} `recommendation.step-too-long`, `recommendation.stay-too-long`, `reference.taken` */
  execute({ ownReference, ...recommendation }: Command, caller: Caller): Promise<Held<typeof ReligiousRecommendation>> {
    refuseIf(mayStay({ firstStayFrom: recommendation.firstStayFrom, from: recommendation.validFrom, to: recommendation.validTo }));
    return this.unitOfWork.run(caller, (tx) =>
      tx.state(
        ReligiousRecommendationDecided,
        { ...recommendation, state: 'IN_FORCE' },
        ownReference === undefined ? {} : { ownReference },
      ),
    );
  }
}
