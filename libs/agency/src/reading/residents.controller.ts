import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { DomainError, Needs } from '@timpora/access';
import { DataSource } from 'typeorm';

import { VIEW } from '../tokens.js';
import { factsAbout, type ShownFact } from './facts.sql.js';
import { getUuid, isUuid, nameFields, type View } from './kinds.js';
import { residentNotKnown, searchTooShort } from './problems.js';
import { residentByRef, residentsByName, residentsByReference, type FoundResident } from './residents.sql.js';

interface SearchAnswer {
  readonly residents: readonly FoundResident[];
  /** By what this agency can search; names only where it may know one. */
  readonly searchedBy: readonly FoundResident['foundBy'][];
  readonly note?: { readonly id: string; readonly en: string };
}

const noNames = {
  id: 'Instansi Anda tidak menyimpan nama penduduk. Cari dengan nomor berkas Anda sendiri atau referensi penduduk.',
  en: 'Your agency holds no names of residents. Search by your own reference or by the resident reference.',
};

const mostFound = 50;

/** Residents, and everything that this agency may know about them. */
@ApiTags('residents')
@Controller('api/residents')
export class ResidentsController {
  constructor(
    private readonly db: DataSource,
    @Inject(VIEW) private readonly view: View,
  ) {}

  @ApiOperation({ summary: 'Find residents by name (where the agency holds names), own reference or resident reference' })
  @ApiQuery({ name: 'q', description: 'at least two characters' })
  @Needs('read-facts')
  @Get()
  async search(@Query('q') query?: unknown): Promise<SearchAnswer> {
    const text = typeof query === 'string' ? query.trim().normalize('NFC') : '';
    if ([...text].length < 2) throw new DomainError(searchTooShort);
    const names = nameFields(this.view);
    const residents = isUuid(text)
      ? await residentByRef(this.db, text)
      : [...(await residentsByReference(this.db, text)), ...(await residentsByName(this.db, names, { text, limit: mostFound }))];
    const searchedBy = [...(names.length > 0 ? (['name'] as const) : []), 'own-reference' as const, 'subject-reference' as const];
    return { residents, searchedBy, ...(names.length === 0 && { note: noNames }) };
  }

  @ApiOperation({ summary: 'Everything that this agency may know about one resident, with source, version and since when' })
  @Needs('read-facts')
  @Get(':subjectRef')
  async one(@Param('subjectRef') subjectRef: string): Promise<{ subjectRef: string; facts: readonly ShownFact[] }> {
    const facts = await factsAbout(this.db, getUuid(subjectRef));
    if (facts.length === 0) throw new DomainError(residentNotKnown);
    return { subjectRef, facts };
  }
}
