import type { LogFields, Logger, Metrics } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import { alarmList, type AlarmCode, type AlarmDefinition } from './alarm-list.js';

/** An alarm as an operator reads it: the same thing again only counts. */
export interface Alarm extends Pick<AlarmDefinition, 'severity' | 'title' | 'whatToDo'> {
  readonly code: AlarmCode;
  /** What it is about: a stream, a topic, a member. Never a person. */
  readonly about: string;
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** When its condition was gone; null while it stands. */
  readonly clearedAt: Date | null;
}

/** Something about which an alarm stands now. */
export interface Standing {
  readonly about: string;
  readonly fields?: LogFields;
}

const gradeOf = { notice: 'info', warning: 'warn', serious: 'error' } as const satisfies Record<AlarmDefinition['severity'], keyof Logger>;

/** An alarm is a row, a metric and a log line. Nothing here throws or is waited for: work goes on whether or not it can be noted. */
export class Alarms {
  /** One after the other: what is raised and what is cleared keep their order, and a flood takes one connection. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** Something happened. */
  raise(code: AlarmCode, about: string, fields: LogFields = {}): void {
    this.tell(code, fields);
    this.note(code, () => this.db.query(raised, [code, JSON.stringify([about])]));
  }

  /** A condition as it is now: raises what is new, keeps what goes on, clears what is gone. */
  standing(code: AlarmCode, now: readonly Standing[]): void {
    this.note(code, () => this.settle(code, now));
  }

  /** The condition is gone for these. */
  clear(code: AlarmCode, abouts: readonly string[]): void {
    if (abouts.length > 0) this.note(code, () => this.db.query(cleared, [code, abouts]));
  }

  /** Everything raised so far is noted, or could not be. */
  written(): Promise<void> {
    return this.writing;
  }

  private async settle(code: AlarmCode, now: readonly Standing[]): Promise<void> {
    const abouts = now.map(({ about }) => about);
    const open = new Set((await this.db.query<{ about: string }[]>(standingNow, [code])).map(({ about }) => about));
    for (const { about, fields = {} } of now) if (!open.has(about)) this.tell(code, fields);
    if (abouts.length > 0) await this.db.query(raised, [code, JSON.stringify(abouts)]);
    const gone = [...open].filter((about) => !abouts.includes(about));
    if (gone.length > 0) this.log.info('alarm.cleared', { code, count: gone.length });
    if (gone.length > 0) await this.db.query(cleared, [code, gone]);
  }

  private tell(code: AlarmCode, fields: LogFields): void {
    this.log[gradeOf[alarmList[code].severity]](`alarm.${code}`, fields);
    this.metrics.alarm(code);
  }

  private note(code: AlarmCode, write: () => Promise<unknown>): void {
    this.writing = this.writing.then(write).then(
      () => undefined,
      () => this.log.warn('alarm.not-noted', { code }),
    );
  }
}

const standingNow = 'select about from alarm where code = $1 and cleared_at is null';

const cleared = `update alarm set cleared_at = clock_timestamp() where code = $1 and about = any ($2) and cleared_at is null`;

/** One that was cleared begins anew. */
const raised = `
  insert into alarm as a (code, about) select $1, about from json_array_elements_text($2::json) as about order by about
  on conflict (code, about) do update
    set times = case when a.cleared_at is null then a.times + 1 else 1 end,
        raised_at = case when a.cleared_at is null then a.raised_at else clock_timestamp() end,
        seen_at = clock_timestamp(), cleared_at = null`;

/** Those that stand come first, each newest first. */
export async function listAlarms(db: DataSource): Promise<readonly Alarm[]> {
  const rows = await db.query<Omit<Alarm, keyof AlarmDefinition>[]>(
    `select code, about, times::int as times, raised_at as "firstAt", seen_at as "lastAt", cleared_at as "clearedAt"
       from alarm where code = any ($1) order by cleared_at is not null, seen_at desc limit 200`,
    [Object.keys(alarmList)],
  );
  return rows.map((row) => {
    const { severity, title, whatToDo } = alarmList[row.code];
    return { ...row, severity, title, whatToDo };
  });
}
