import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags, DomainError, Needs } from '@timpora/access';
import { factNotFound, otherContents, type IncidentContent } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { VIEW } from '../tokens.js';
import { factsByReference, findFact, historyOf, listFacts, type ShownFact, type ShownVersion } from './facts.sql.js';
import { conditionsOf, getKind, getUuid, type View } from './kinds.js';
import { historyNotOwn } from './problems.js';

interface FactList {
  readonly facts: readonly ShownFact[];
  /** Give it as ?after= for the next page; null on the last one. */
  readonly next: string | null;
}

const largestPage = 200;

/** Facts as this agency holds them now. */
@ApiTags('facts')
@Controller('api/facts')
export class FactsController {
  constructor(
    private readonly db: DataSource,
    @Inject(VIEW) private readonly view: View,
  ) {}

  @ApiOperation({ summary: 'Facts of a kind, searched by its searched fields or by your own reference' })
  @ApiQuery({ name: 'reference', required: false, description: 'your own number for the record' })
  @ApiQuery({ name: 'limit', required: false, description: `1 to ${largestPage}, 50 when absent` })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before' })
  @Needs('read-facts')
  @Get(':kind')
  async list(@Param('kind') kind: string, @Query() query: Record<string, unknown>): Promise<FactList> {
    const fact = getKind(this.view, kind);
    if (typeof query['reference'] === 'string') return { facts: await factsByReference(this.db, kind, query['reference']), next: null };
    const limit = Math.min(Math.max(Math.trunc(Number(query['limit'] ?? 50)) || 50, 1), largestPage);
    const facts = await listFacts(this.db, fact, {
      conditions: conditionsOf(fact, query),
      page: { limit, after: afterOf(query['after']) },
    });
    const last = facts.length === limit ? facts.at(-1) : undefined;
    return { facts, next: last ? `${last.factId}:${last.issuer}` : null };
  }

  @ApiOperation({ summary: 'One fact, also when it is retracted' })
  @Needs('read-facts')
  @Get(':kind/:issuer/:factId')
  async one(@Param('kind') kind: string, @Param('issuer') issuer: string, @Param('factId') factId: string): Promise<ShownFact> {
    getKind(this.view, kind);
    const fact = await findFact(this.db, kind, { issuer, factId: getUuid(factId) });
    if (!fact) throw new DomainError(factNotFound);
    return fact;
  }

  @ApiOperation({ summary: 'All versions of an own fact that the journal keeps, and the newest one, oldest first' })
  @Needs('read-facts')
  @Get(':kind/:issuer/:factId/history')
  async history(
    @Param('kind') kind: string,
    @Param('issuer') issuer: string,
    @Param('factId') factId: string,
  ): Promise<{ versions: readonly ShownVersion[] }> {
    getKind(this.view, kind);
    if (issuer !== this.view.member) throw new DomainError(historyNotOwn);
    const versions = await historyOf(this.db, kind, { issuer, factId: getUuid(factId) });
    if (versions.length === 0) throw new DomainError(factNotFound);
    return { versions };
  }

  @ApiOperation({ summary: 'What members hold of an own fact and this agency does not: both contents are read before an operator decides' })
  @Needs('read-facts')
  @Get(':kind/:issuer/:factId/incidents')
  async incidents(
    @Param('kind') kind: string,
    @Param('issuer') issuer: string,
    @Param('factId') factId: string,
  ): Promise<{ incidents: readonly ShownContent[] }> {
    getKind(this.view, kind);
    const id = getUuid(factId);
    const contents = issuer === this.view.member ? await otherContents(this.db, issuer, { kind, factId: id }) : [];
    return { incidents: contents.map(shownContent) };
  }
}

/** The other content of a fact, and who holds it; who holds it only, while the document has not been handed over. */
type SaidDocument = NonNullable<IncidentContent['document']>;
type ShownContent = Omit<IncidentContent, 'document'> &
  Partial<Pick<SaidDocument, 'change' | 'occurredAt' | 'recordedAt' | 'subjectRef' | 'body'> & { readonly event: string }>;

const shownContent = ({ document, ...incident }: IncidentContent): ShownContent => ({ ...incident, ...(document && saidIn(document)) });

const saidIn = ({ type: event, change, occurredAt, recordedAt, subjectRef, body }: SaidDocument) => ({
  event,
  change,
  occurredAt,
  recordedAt,
  subjectRef,
  body,
});

function afterOf(value: unknown): { factId: string; issuer: string } | null {
  if (typeof value !== 'string') return null;
  const [factId = '', issuer = ''] = value.split(':');
  return { factId: getUuid(factId), issuer };
}
