import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ReligiousRecommendation, ReligiousRecommendationDecided } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RenewRecommendation as Command } from './recommendation.commands.js';
import { mayRenew } from './recommendation.policy.js';

/** Renews a recommendation. */
@Injectable()
export class RenewRecommendation {
  constructor(private readonly unitOfWork: UnitOfWork<'kemenag'>) {}

  /** @throws {DomainError} `recommendation.has-ended`, `recommendation.not-longer`, `recommendation.stay-too-long`, `version.stale` */
  execute(factId: string, { validTo }: Command, caller: Caller): Promise<Held<typeof ReligiousRecommendation>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const recommendation = await tx.get(ReligiousRecommendation, factId);
      refuseIf(mayRenew(recommendation.body, validTo, await tx.statedValues()));
      return tx.revise(ReligiousRecommendationDecided, recommendation, { validTo });
    });
  }
}
