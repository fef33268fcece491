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
    const { firstStayFrom, validFrom: from, validTo: to } = recommendation;
    return this.unitOfWork.run(caller, async (tx) => {
      refuseIf(mayStay({ firstStayFrom, from, to }, await tx.statedValues()));
      const body = { ...recommendation, state: 'IN_FORCE' as const };
      return tx.state(ReligiousRecommendationDecided, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
