import { Inject, Injectable } from '@nestjs/common';
import { AccessLog, bodyTooLarge, DomainError, harmlessText, Refusals, type PrincipalRequest, type ProblemBody } from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import type { Member } from '@timpora/contracts';
import { UnitOfWork, type Held, type Outcome, type Seat } from '@timpora/exchange';

import { shown } from '../show-held.js';
import { aboutWhat, commandLineIn, type CommandLine } from './command-line.js';
import { Commands, type Command, type CommandRequest } from './commands.js';
import { IncomingLines, linesOf, type Line } from './lines.js';
import { OpenLines } from './open-lines.js';
import { commandUnknown } from './problems.js';

/** What became of a line: the fact, or the problem with which the single command would have been refused. */
export type LineAnswer = { readonly line: number; readonly status: number } & (
  { readonly fact: ReturnType<typeof shown<Held>> } | { readonly problem: ProblemBody }
);

export interface BulkAsked {
  /** The first line that is tried. */
  readonly from: number;
  /** Whether what is answered happens. */
  readonly isKept: boolean;
}

interface Waiting {
  readonly number: number;
  readonly correlation: string;
  readonly about: readonly string[];
  readonly request: CommandRequest | null;
  readonly command: Command | null;
  /** Why it is no command. */
  readonly refused?: unknown;
}

type Decided = readonly [Waiting, LineAnswer];

/** Lines that are decided in one transaction, and lines that are looked at to find them. */
const together = 200;
const lookedAt = 1_000;
const batchesAtOnce = 4;

/** States many facts: each line is a command of its own, checked, decided and repeated as if it had come alone. */
@Injectable()
export class StateInBulk {
  constructor(
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly log: AccessLog,
    private readonly refusals: Refusals,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Answers in the order of the lines, some of them later than they were decided. Ends after the first line that could not be tried (status 503):
   * from there it can be sent again.
   */
  async *execute(request: PrincipalRequest, { from, isKept }: BulkAsked): AsyncGenerator<readonly LineAnswer[]> {
    const open = new OpenLines<Waiting, LineAnswer>();
    const lines = new IncomingLines(linesOf(request, this.settings.limits.bodyBytes));
    const running = new Set<Promise<void>>();
    try {
      while (lines.mayFollow || open.waiting > 0) {
        await this.fill(open, lines, (line) => (line.number < from ? null : this.waitingOf(request, line)));
        this.begin(open, running, isKept);
        const next = [...running, ...(open.waiting < lookedAt && lines.mayFollow ? [lines.arrival()] : [])];
        if (next.length > 0) await Promise.race(next);
        const { ready, isOver } = open.takeReady();
        if (ready.length > 0) yield ready;
        if (isOver) return;
      }
    } finally {
      await Promise.allSettled(running);
    }
  }

  /** With what is here already. */
  private async fill(open: OpenLines<Waiting, LineAnswer>, lines: IncomingLines, waitingOf: (line: Line) => Waiting | null): Promise<void> {
    const turn = new Promise<null>((resolve) => setImmediate(resolve, null));
    while (open.waiting < lookedAt) {
      const line = await lines.take(turn);
      if (!line) return;
      const waiting = waitingOf(line);
      if (waiting) open.add(waiting);
    }
  }

  /** While the database decides one batch, the next is read and checked. */
  private begin(open: OpenLines<Waiting, LineAnswer>, running: Set<Promise<void>>, isKept: boolean): void {
    while (running.size < batchesAtOnce) {
      const batch = open.begin(together);
      if (batch.length === 0) return;
      const run = this.decide(batch, isKept).then((decided) => {
        open.end(batch, decided);
        running.delete(run);
      });
      // Told by the race, which may not have begun yet.
      run.catch(() => undefined);
      running.add(run);
    }
  }

  private async decide(batch: readonly Waiting[], isKept: boolean): Promise<readonly Decided[]> {
    const some = await this.decideTogether(batch, isKept);
    // Each may keep the other from a lock; the first alone is kept from nothing.
    const decided = some.length > 0 ? some : await this.decideTogether(batch.slice(0, 1), isKept);
    const logged = decided.flatMap(([{ request }, answer]) => (request ? [[asLogged(request, isKept), outcomeIn(answer)] as const] : []));
    if (logged.length > 0) await this.log.writeAll(logged);
    return decided;
  }

  private async decideTogether(batch: readonly Waiting[], isKept: boolean): Promise<readonly Decided[]> {
    const commands = batch.map((line) => (seat: Seat) => this.run(line, seat));
    const outcomes = await this.unitOfWork.together(commands, { isKept });
    return batch.flatMap((line, at) => {
      const answer = this.answerOf(line, outcomes[at] ?? 'put off');
      return answer ? [[line, answer] as const] : [];
    });
  }

  private answerOf({ number, command, correlation }: Waiting, outcome: Outcome<Held>): LineAnswer | null {
    if (outcome === 'put off') return null;
    if ('answer' in outcome) return { line: number, status: command?.status ?? 201, fact: shown(outcome.answer) };
    const problem = this.refusals.bodyOf(outcome.refused, correlation);
    return { line: number, status: problem.status, problem };
  }

  private async run({ command, request, refused }: Waiting, seat: Seat): Promise<Held> {
    if (!command || !request) throw refused;
    return command.run({ ...request, seat });
  }

  private waitingOf(bulk: PrincipalRequest, { number, bytes }: Line): Waiting {
    const { correlation = '' } = bulk;
    try {
      if (!bytes) throw new DomainError(bodyTooLarge);
      const line = commandLineIn(harmlessText(bytes, this.settings.limits.bodyDepth));
      const found = this.commands.find(line.command);
      if (!found) throw new DomainError(commandUnknown);
      const { command, params } = found;
      const request = requestOf(bulk, line, { path: command.path, params });
      return { number, correlation, command, request, about: aboutWhat(line, params) };
    } catch (refused) {
      return { number, correlation, about: [], request: null, command: null, refused };
    }
  }
}

/** The single command as its route would get it: the same command has the same key, whichever way it comes. */
function requestOf(
  { principal, right, correlation }: PrincipalRequest,
  { command, key, ifMatch, body }: CommandLine,
  { path, params }: { path: string; params: Record<string, string> },
): CommandRequest {
  const headers: Readonly<Record<string, string | undefined>> = { 'idempotency-key': key, 'if-match': ifMatch };
  const header = ((name: string) => headers[name.toLowerCase()]) as PrincipalRequest['header'];
  return {
    ...{ method: 'POST', originalUrl: command, route: { path }, params, query: {}, body, header },
    ...(principal && { principal }),
    ...(right && { right }),
    ...(correlation !== undefined && { correlation }),
  };
}

/** What did not happen must not look as if it had. */
const asLogged = (request: CommandRequest, isKept: boolean): CommandRequest => ({
  ...request,
  route: { path: `${(request.route as { path: string }).path}${isKept ? '' : ' (dry run)'}` },
});

const outcomeIn = (answer: LineAnswer): { status: number; code?: string; answer?: unknown } =>
  'fact' in answer ? { status: answer.status, answer: answer.fact } : { status: answer.status, code: answer.problem.code };
