import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags, DomainError, Needs } from '@timpora/access';
import { DataSource } from 'typeorm';

import { VIEW } from '../tokens.js';
import { factsAbout, type ShownFact } from './facts.sql.js';
import { findResidents, type SearchAnswer } from './find-residents.js';
import { getUuid, type View } from './kinds.js';
import { residentNotKnown } from './problems.js';
import { referencesOf, type References } from './residents.sql.js';

/** Residents, and everything that this agency may know about them. */
@ApiTags('residents')
@Controller('api/residents')
export class ResidentsController {
  constructor(
    private readonly db: DataSource,
    @Inject(VIEW) private readonly view: View,
  ) {}

  @ApiOperation({ summary: 'Find residents by name (where the agency holds names), own reference or resident reference' })
  @ApiQuery({ name: 'q', description: 'at least two characters; two Latin letters find words that begin with them' })
  @Needs('read-facts')
  @Get()
  search(@Query('q') query?: unknown): Promise<SearchAnswer> {
    return findResidents(this.db, this.view, query);
  }

  @ApiOperation({ summary: 'Everything that this agency may know about one resident, with source, version and since when' })
  @Needs('read-facts')
  @Get(':subjectRef')
  async one(@Param('subjectRef') asked: string): Promise<References & { readonly facts: readonly ShownFact[] }> {
    const facts = await factsAbout(this.db, getUuid(asked));
    if (facts.length === 0) throw new DomainError(residentNotKnown);
    return { ...(await referencesOf(this.db, asked)), facts };
  }
}
