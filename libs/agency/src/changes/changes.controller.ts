import { Readable } from 'node:stream';

import { Controller, Get, Header, Inject, Query, Req, StreamableFile, type OnModuleDestroy } from '@nestjs/common';
import {
  AccessLog,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
  DomainError,
  Needs,
  type PrincipalRequest,
} from '@timpora/access';
import { mayHold, type Member } from '@timpora/contracts';
import { Clock, cursorText, Exchange, readCursor, type ChangeCursor, type ChangedFact, type ChangePage } from '@timpora/exchange';

import { getKind, type View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { eventsOf } from './change-events.js';
import { cursorMalformed, limitMalformed, tooManyStreams } from './problems.js';

interface ChangesAnswer {
  readonly changes: readonly ChangedFact[];
  /** Give it as ?after= next time; always there, also when nothing is new. */
  readonly next: string;
  /** The place in `after` is of a past that is gone: these are the first changes of all. */
  readonly reset: boolean;
}

const largestPage = 200;
const mostStreams = 200;

/** What changed in the agency's view, own facts and heard ones alike: each fact once, in its newest version, in the order of change. */
@ApiTags('changes')
@Controller('api/changes')
export class ChangesController implements OnModuleDestroy {
  constructor(
    private readonly exchange: Exchange<Member>,
    private readonly clock: Clock,
    private readonly log: AccessLog,
    @Inject(VIEW) private readonly view: View,
  ) {}

  @ApiOperation({ summary: 'What changed after a place; without one, everything held, in the order of change' })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the answer before; `now`: only what comes from now on' })
  @ApiQuery({ name: 'kinds', required: false, description: 'only these kinds of facts, separated by commas' })
  @ApiQuery({ name: 'limit', required: false, description: `1 to ${largestPage}, 100 when absent` })
  @Needs('read-facts')
  @Get()
  async page(@Query() query: Record<string, unknown>): Promise<ChangesAnswer> {
    const kinds = this.kindsIn(query);
    const page = await this.exchange.changes.page(await this.placeIn(query['after']), { kinds, limit: limitIn(query) });
    return { changes: factsIn(page), next: cursorText(page.next), reset: page.isReset };
  }

  @ApiOperation({
    summary: 'The same as Server-Sent Events that go on: `change` with a fact, `reset` when the place is of a past that is gone',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'the id of the last event that was received' })
  @ApiQuery({ name: 'after', required: false, description: 'as for pages, when there is no Last-Event-ID' })
  @ApiQuery({ name: 'kinds', required: false, description: 'only these kinds of facts, separated by commas' })
  @ApiProduces('text/event-stream')
  // The end of the service must not wait for a connection that is kept alive.
  @Header('Connection', 'close')
  @Header('Cache-Control', 'no-store')
  @Header('X-Accel-Buffering', 'no')
  @Needs('read-facts')
  @Get('stream')
  async stream(@Req() request: PrincipalRequest, @Query() query: Record<string, unknown>): Promise<StreamableFile> {
    if (this.exchange.changes.followers >= mostStreams) throw new DomainError(tooManyStreams);
    const [kinds, after] = [this.kindsIn(query), await this.placeIn(request.header('last-event-id') ?? query['after'])];
    const over = new AbortController();
    const { signal } = over;
    const events = Readable.from(this.events(request, this.exchange.changes.follow(after, { kinds, signal })), { highWaterMark: 1 });
    const expiry = setTimeout(() => over.abort(), this.millisecondsLeft(request));
    events.once('close', () => {
      clearTimeout(expiry);
      over.abort();
    });
    return new StreamableFile(events, { type: 'text/event-stream; charset=utf-8' });
  }

  onModuleDestroy(): void {
    this.exchange.changes.end();
  }

  private async *events(request: PrincipalRequest, pages: AsyncIterable<ChangePage>): AsyncGenerator<string> {
    yield 'retry: 2000\n\n';
    for await (const page of pages) {
      // What a person sees is logged before it leaves; of a system, that it follows (docs/decisions/0012).
      if (request.principal?.role === 'officer' && page.changes.length > 0)
        await this.log.write(request, { status: 200, answer: factsIn(page) });
      yield eventsOf(page);
    }
  }

  /** A stream ends with the token that opened it. */
  private millisecondsLeft({ principal }: PrincipalRequest): number {
    return Math.min(Math.max((principal?.until ?? 0) * 1_000 - this.clock.systemMs(), 0), longestTimeoutMs);
  }

  private async placeIn(given: unknown): Promise<ChangeCursor | null> {
    if (given === undefined) return null;
    if (given === 'now') return (await this.exchange.changes.page(null, { kinds: null, limit: 0 })).next;
    const cursor = typeof given === 'string' ? readCursor(given) : null;
    if (!cursor) throw new DomainError(cursorMalformed);
    return cursor;
  }

  /** The kinds that are asked for, else all that this agency may hold now. */
  private kindsIn({ kinds }: Record<string, unknown>): readonly string[] {
    if (typeof kinds === 'string') return kinds.split(',').map((kind) => getKind(this.view, kind).kind);
    const { catalogue, member } = this.view;
    return catalogue.facts.filter((fact) => mayHold(catalogue, member, fact)).map(({ kind }) => kind);
  }
}

/** Beyond it a timer of Node ends at once. */
const longestTimeoutMs = 2 ** 31 - 1;

const factsIn = ({ changes }: ChangePage): readonly ChangedFact[] => changes.map(({ fact }) => fact);

function limitIn({ limit = '100' }: Record<string, unknown>): number {
  const number = typeof limit === 'string' && /^[0-9]{1,3}$/.test(limit) ? Number(limit) : 0;
  if (number < 1 || number > largestPage) throw new DomainError(limitMalformed);
  return number;
}
