import { pino, type DestinationStream, type Level } from 'pino';

/**
 * The only fields that a log line may have: ids, codes, places, counts. Whatever else is passed is dropped, so that a name or a number of a
 * document cannot slip in.
 */
export interface LogFields {
  /** A place in our code. */
  readonly at?: string;
  readonly attempt?: number;
  readonly bytes?: number;
  readonly code?: string;
  readonly count?: number;
  readonly epoch?: number;
  readonly factId?: string;
  readonly generation?: number;
  readonly issuer?: string;
  readonly keyId?: string;
  readonly kind?: string;
  readonly ms?: number;
  readonly offset?: number;
  readonly partition?: number;
  readonly port?: number;
  readonly reason?: string;
  readonly correlation?: string;
  readonly route?: string;
  readonly sequence?: number;
  readonly status?: number;
  readonly timer?: string;
  readonly topic?: string;
}

const allowed = new Set<string>([
  'at',
  'attempt',
  'bytes',
  'code',
  'count',
  'epoch',
  'factId',
  'generation',
  'issuer',
  'keyId',
  'kind',
  'ms',
  'offset',
  'partition',
  'port',
  'reason',
  'correlation',
  'route',
  'sequence',
  'status',
  'timer',
  'topic',
] satisfies (keyof LogFields)[]);

/** JSON lines: when, how grave, whose, what (a code), and plain fields. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LoggerOptions {
  readonly member: string;
  readonly level: Level | 'silent';
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

const plain = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 200);

/** What may be written, and how many fields were not: a count that is not 0 is a fault of the caller. */
function kept(fields: LogFields): LogFields & { readonly dropped?: number } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const fit = given.filter(([name, value]) => allowed.has(name) && plain(value));
  const dropped = given.length - fit.length;
  return { ...Object.fromEntries(fit), ...(dropped > 0 && { dropped }) };
}

export function createLogger({ member, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { member },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const lines = destination ? pino(options, destination) : pino(options);
  const write =
    (grade: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void =>
      lines[grade]({ event, ...kept(fields) });
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
