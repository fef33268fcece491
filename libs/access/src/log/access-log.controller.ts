import { Controller, Get, Query } from '@nestjs/common';

import { ApiOperation, ApiQuery, ApiTags } from '../documented.js';
import { requestInvalid } from '../problems/general.js';
import { DomainError } from '../problems/problem.js';
import { Needs } from '../rights.js';
import { AccessLog, type AccessEntry } from './access-log.js';

const largestPage = 500;

/** For the auditor: who read or did what, why, with which result. */
@ApiTags('access log')
@Controller('api/access-log')
export class AccessLogController {
  constructor(private readonly log: AccessLog) {}

  @ApiOperation({ summary: 'Newest first; by resident or by account' })
  @ApiQuery({ name: 'resident', required: false, description: 'a subjectRef' })
  @ApiQuery({ name: 'subject', required: false, description: 'an account' })
  @ApiQuery({ name: 'since', required: false, description: 'an instant in UTC, such as 2026-03-01T00:00:00Z' })
  @ApiQuery({ name: 'before', required: false, description: 'id of the last entry of the page before' })
  @ApiQuery({ name: 'limit', required: false, description: `1 to ${largestPage}, 100 when absent` })
  @Needs('read-access-log')
  @Get()
  async read(@Query() query: Record<string, unknown>): Promise<{ entries: readonly AccessEntry[] }> {
    const text = (name: string, form: RegExp): string | null => {
      const value = query[name];
      if (value === undefined) return null;
      if (typeof value !== 'string' || !form.test(value))
        throw new DomainError(requestInvalid, undefined, { errors: [`${name} is malformed`] });
      return value;
    };
    const entries = await this.log.read({
      resident: text('resident', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
      subject: text('subject', /^.{1,200}$/),
      since: text('since', /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?Z$/),
      before: text('before', /^[0-9]{1,18}$/),
      limit: Math.min(Number(text('limit', /^[1-9][0-9]{0,3}$/) ?? 100), largestPage),
    });
    return { entries };
  }
}
