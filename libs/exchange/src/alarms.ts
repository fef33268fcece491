import type { LogFields, Logger, Metrics } from '@timpora/observing';
import type { DataSource } from 'typeorm';

/** Everything that an operator is told by itself. */
export const alarmCodes = [
  'parked',
  'contradicts',
  'unverified',
  'held',
  'gap',
  'topic-rewound',
  'records-gone',
  'topic-refused',
  'new-generation',
  'adopted',
  'silence',
  'clock-skew',
] as const;
export type AlarmCode = (typeof alarmCodes)[number];

/** An alarm as an operator reads it: the same thing again only counts. */
export interface Alarm {
  readonly code: AlarmCode;
  /** What it is about: a stream, a topic. Never a person. */
  readonly about: string;
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** An alarm is a row, a metric and a log line. */
export class Alarms {
  constructor(
    private readonly db: DataSource,
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** Never throws and is not waited for: work goes on whether or not it can be noted. */
  raise(code: AlarmCode, about: string, fields: LogFields = {}): void {
    this.log.error(`alarm.${code}`, fields);
    this.metrics.alarm(code);
    const note = `insert into alarm (code, about) values ($1, $2) on conflict (code, about) do update set times = alarm.times + 1, seen_at = clock_timestamp()`;
    this.db.query(note, [code, about]).catch(() => this.log.warn('alarm.not-noted', { code }));
  }
}

/** Newest first. */
export const listAlarms = (db: DataSource): Promise<Alarm[]> =>
  db.query<Alarm[]>(
    `select code, about, times::int as times, raised_at as "firstAt", seen_at as "lastAt" from alarm order by seen_at desc limit 200`,
  );
