import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { Review } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { getUuid } from '../reading/kinds.js';
import { BeginReview } from './begin-review.js';
import { DecideReview } from './decide-review.js';
import { BeginReview as Beginning, DecideReview as Decision } from './review.commands.js';

type ReviewHeld = Held<typeof Review>;

/** What this agency finds about suspected breaches and questions that others stated. */
@ApiTags('reviews')
@Controller('api/reviews')
export class ReviewsController {
  constructor(
    private readonly begin: BeginReview,
    private readonly decide: DecideReview,
  ) {}

  @ApiOperation({ summary: 'Take up a suspected breach, or answer a question' })
  @Needs('state-facts')
  @Post()
  beginReview(@Body() command: Beginning, @By() caller: Caller): Promise<ReviewHeld> {
    return this.begin.execute(command, caller);
  }

  @ApiOperation({ summary: 'Give the outcome of what was under review, postponed, or asked for more' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/decide')
  decideReview(@Param('factId') factId: string, @Body() command: Decision, @By() caller: Caller): Promise<ReviewHeld> {
    return this.decide.execute(getUuid(factId), command, caller);
  }
}
