import { Readable } from 'node:stream';

import { Controller, Header, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
  DomainError,
  linesOfJson,
  Needs,
  type PrincipalRequest,
  requestInvalid,
} from '@timpora/access';

import { fromMalformed, notLines } from './problems.js';
import { StateInBulk, type BulkAsked, type LineAnswer } from './state-in-bulk.js';

/** Commands of this agency by the line: what a system states at night, or when it joins. */
@ApiTags('bulk')
@Controller('api/bulk')
export class BulkController {
  constructor(private readonly bulk: StateInBulk) {}

  @ApiOperation({ summary: 'Many commands, one a line; each is answered by a line as if it had come alone' })
  @ApiConsumes(linesOfJson)
  @ApiProduces(linesOfJson)
  @ApiBody({ description: '{"command": "/api/violations", "key": "...", "body": {...}, "ifMatch": "3"}', schema: { type: 'string' } })
  @ApiQuery({ name: 'from', required: false, description: 'the first line that is tried; lines before it are passed by' })
  @ApiQuery({ name: 'dryRun', required: false, description: 'true: says what would happen, by batches of lines, and changes nothing' })
  @Header('X-Accel-Buffering', 'no')
  @HttpCode(200)
  @Needs('state-facts')
  @Post()
  state(@Req() request: PrincipalRequest, @Query() query: Record<string, unknown>): StreamableFile {
    if (!request.header('content-type')?.startsWith(linesOfJson)) throw new DomainError(notLines);
    const answers = this.bulk.execute(request, askedIn(query));
    return new StreamableFile(Readable.from(textOf(answers), { highWaterMark: 1 }), { type: linesOfJson });
  }
}

function askedIn({ from = '1', dryRun = 'false' }: Record<string, unknown>): BulkAsked {
  if (typeof from !== 'string' || !/^[1-9][0-9]{0,8}$/.test(from)) throw new DomainError(fromMalformed);
  if (dryRun !== 'true' && dryRun !== 'false')
    throw new DomainError(requestInvalid, undefined, { errors: ['dryRun must be true or false'] });
  return { from: Number(from), isKept: dryRun === 'false' };
}

async function* textOf(answers: AsyncIterable<readonly LineAnswer[]>): AsyncGenerator<string> {
  for await (const some of answers) yield some.map((answer) => `${JSON.stringify(answer)}\n`).join('');
}
