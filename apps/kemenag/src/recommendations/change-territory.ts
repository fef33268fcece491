import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ReligiousRecommendation, ReligiousRecommendationDecided } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeTerritory as Command } from './recommendation.commands.js';
import { isInForce } from './recommendation.policy.js';

/** Records that the territory of a recommendation changed. */
@Injectable()
export class ChangeTerritory {
  constructor(private readonly unitOfWork: UnitOfWork<'kemenag'>) {}

  /** @throws {DomainError} `recommendation.has-ended`, `version.stale` */
  execute(factId: string, { territory }: Command, caller: Caller): Promise<Held<typeof ReligiousRecommendation>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const recommendation = await tx.get(ReligiousRecommendation, factId);
      refuseIf(isInForce(recommendation.body));
      return tx.revise(ReligiousRecommendationDecided, recommendation, { territory });
    });
  }
}
