import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { ChangeTerritory } from './recommendations/change-territory.js';
import { EndRecommendation } from './recommendations/end-recommendation.js';
import { Recommend } from './recommendations/recommend.js';
import { recommendationInvariant } from './recommendations/recommendation.policy.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RenewRecommendation } from './recommendations/renew-recommendation.js';

/** Kemenag recommends foreign religious workers, lecturers and students. */
@Module({
  imports: [AgencyModule.for({ member: 'kemenag', invariants: [recommendationInvariant] })],
  controllers: [RecommendationsController],
  providers: [Recommend, RenewRecommendation, ChangeTerritory, EndRecommendation],
})
export class KemenagModule {}
