import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { ReferenceValue } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { getUuid } from '../reading/kinds.js';
import { ChangeReferenceValue } from './change-reference-value.js';
import { EndReferenceValue } from './end-reference-value.js';
import {
  ChangeReferenceValue as ChangeReferenceValueCommand,
  EndReferenceValue as EndReferenceValueCommand,
  SetReferenceValue as SetReferenceValueCommand,
} from './reference-value.commands.js';
import { SetReferenceValue } from './set-reference-value.js';

type Value = Held<typeof ReferenceValue>;

/** Dated settings, holidays and codes of this agency. */
@ApiTags('reference values')
@Controller('api/reference-values')
export class ReferenceValuesController {
  constructor(
    private readonly set: SetReferenceValue,
    private readonly change: ChangeReferenceValue,
    private readonly end: EndReferenceValue,
  ) {}

  @ApiOperation({ summary: 'Set a dated value: a setting, a holiday, a code' })
  @Needs('state-facts')
  @Post()
  setReferenceValue(@Body() command: SetReferenceValueCommand, @By() caller: Caller): Promise<Value> {
    return this.set.execute(command, caller);
  }

  @ApiOperation({ summary: 'Change a value, its texts, or whether it is confirmed' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeReferenceValue(
    @Param('factId') factId: string,
    @Body() command: ChangeReferenceValueCommand,
    @By() caller: Caller,
  ): Promise<Value> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Give a value its last day' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endReferenceValue(@Param('factId') factId: string, @Body() command: EndReferenceValueCommand, @By() caller: Caller): Promise<Value> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
