import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { ReligiousRecommendation } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeTerritory } from './change-territory.js';
import { EndRecommendation } from './end-recommendation.js';
import { Recommend } from './recommend.js';
import { RenewRecommendation } from './renew-recommendation.js';
import {
  ChangeTerritory as ChangeTerritoryCommand,
  EndRecommendation as EndRecommendationCommand,
  Recommend as RecommendCommand,
  RenewRecommendation as RenewRecommendationCommand,
} from './recommendation.commands.js';

type Recommendation = Held<typeof ReligiousRecommendation>;

@ApiTags('recommendations')
@Controller('api/religious-recommendations')
export class RecommendationsController {
  constructor(
    private readonly recommend: Recommend,
    private readonly renew: RenewRecommendation,
    private readonly territory: ChangeTerritory,
    private readonly end: EndRecommendation,
  ) {}

  @ApiOperation({ summary: 'Decide on a recommendation' })
  @Needs('state-facts')
  @Post()
  recommendStay(@Body() command: RecommendCommand, @By() caller: Caller): Promise<Recommendation> {
    return this.recommend.execute(command, caller);
  }

  @ApiOperation({ summary: 'Renew a recommendation' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/renew')
  renewRecommendation(
    @Param('factId') factId: string,
    @Body() command: RenewRecommendationCommand,
    @By() caller: Caller,
  ): Promise<Recommendation> {
    return this.renew.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record a new territory' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change-territory')
  changeTerritory(@Param('factId') factId: string, @Body() command: ChangeTerritoryCommand, @By() caller: Caller): Promise<Recommendation> {
    return this.territory.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'End a recommendation' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endRecommendation(
    @Param('factId') factId: string,
    @Body() command: EndRecommendationCommand,
    @By() caller: Caller,
  ): Promise<Recommendation> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
