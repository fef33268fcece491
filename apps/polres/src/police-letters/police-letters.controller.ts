import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { PoliceLetter } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { IssueLetter } from './issue-letter.js';
import { ShortenLetter } from './shorten-letter.js';
import { IssueLetter as IssueLetterCommand, ShortenLetter as ShortenLetterCommand } from './police-letter.commands.js';

type Letter = Held<typeof PoliceLetter>;

@ApiTags('police letters')
@Controller('api/police-letters')
export class PoliceLettersController {
  constructor(
    private readonly issue: IssueLetter,
    private readonly shorten: ShortenLetter,
  ) {}

  @ApiOperation({ summary: 'Issue a police letter (SKK)' })
  @Needs('state-facts')
  @Post()
  issueLetter(@Body() command: IssueLetterCommand, @By() caller: Caller): Promise<Letter> {
    return this.issue.execute(command, caller);
  }

  @ApiOperation({ summary: 'End a letter earlier' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/shorten')
  shortenLetter(@Param('factId') factId: string, @Body() command: ShortenLetterCommand, @By() caller: Caller): Promise<Letter> {
    return this.shorten.execute(getUuid(factId), command, caller);
  }
}
