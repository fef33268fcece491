import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ReligiousRecommendation, ReligiousRecommendationDecided } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndRecommendation as Command } from './recommendation.commands.js';
import { mayEnd } from './recommendation.policy.js';

/** Ends a recommendation. */
@Injectable()
export class EndRecommendation {
  constructor(private readonly unitOfWork: UnitOfWork<'kemenag'>) {}

  /** @throws {DomainError} `recommendation.has-ended`, `recommendation.ends-before-start`, `version.stale` */
  execute(factId: string, { endedOn }: Command, caller: Caller): Promise<Held<typeof ReligiousRecommendation>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const recommendation = await tx.get(ReligiousRecommendation, factId);
      refuseIf(mayEnd(recommendation.body, endedOn));
      return tx.revise(ReligiousRecommendationDecided, recommendation, { validTo: endedOn, state: 'ENDED' });
    });
  }
}
