import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { areIdentified, noteMatch } from '@timpora/agency';
import { DataSource } from 'typeorm';

import type { NoteNationalCheck as Command } from './national-check.commands.js';
import { notIdentified } from './problems.js';

/** Takes what the national check says. It stays with dukcapil: AL-21 suspects, and two officers of imigrasi decide. */
@Injectable()
export class NoteNationalCheck {
  constructor(private readonly db: DataSource) {}

  /** @throws {DomainError} `national-check.not-identified` */
  async execute({ subjectRefs, result }: Command): Promise<void> {
    if (!(await areIdentified(this.db, subjectRefs))) throw new DomainError(notIdentified);
    await noteMatch(this.db, subjectRefs, result === 'ONE_PERSON');
  }
}
