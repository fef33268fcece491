import { Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import type { Caller } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { rejectProposal, type LinkProposal } from './link-proposals.sql.js';
import { proposalNotFound } from './problems.js';

/** Twins, namesakes, a mistake: the references stay two persons. */
@Injectable()
export class RejectLink {
  constructor(private readonly db: DataSource) {}

  /** @throws {DomainError} `identity-link.proposal-not-found` */
  async execute(factId: string, { subject }: Caller): Promise<LinkProposal> {
    const rejected = await rejectProposal(this.db, factId, subject);
    if (!rejected) throw new DomainError(proposalNotFound);
    return rejected;
  }
}
