import type { EntityManager } from 'typeorm';

type Rows = readonly Record<string, unknown>[];

/** One of several commands that are run in one transaction. */
export interface Line {
  /** Wrote something that cannot be undone for it alone. */
  hasWritten: boolean;
  hasStated: boolean;
}

interface Asked {
  readonly parameters: readonly unknown[];
  readonly done: (rows: Rows) => void;
  readonly failed: (reason: unknown) => void;
}

/** An earlier command of the same transaction holds the lock: in one session it would keep nobody out. */
export class PutOff extends Error {
  override readonly name = 'PutOff';
}

/**
 * The connection of a transaction that several commands share. What they ask in the same turn of the event loop with the same statement is asked
 * as one, so a hundred commands cost as many round trips as one; the statements know nothing of it. Two forms can be merged: a `select`, which
 * then runs once per command beside the others' rows, and a statement whose first parameter is a JSON array, which is then one long array: it
 * answers each command with the rows of all.
 */
export class GatheredQueries {
  private readonly waiting = new Map<string, Asked[]>();
  private readonly locks = new Map<unknown, Line>();

  constructor(
    private readonly db: EntityManager,
    /** Statements whose rows are taken back for whoever is refused. */
    private readonly undoable: ReadonlySet<string>,
  ) {}

  /** The connection as one command sees it. */
  as(line: Line): EntityManager {
    const query = (sql: string, parameters: readonly unknown[] = []): Promise<Rows> => this.ask(line, sql, parameters);
    return Object.assign(Object.create(this.db) as EntityManager, { query });
  }

  private async ask(line: Line, sql: string, parameters: readonly unknown[]): Promise<Rows> {
    if (!isSelect(sql) && !this.undoable.has(sql)) line.hasWritten = true;
    const rows = await new Promise<Rows>((done, failed) => {
      if (this.waiting.size === 0) setImmediate(() => void this.flush());
      const asked = this.waiting.get(sql) ?? [];
      this.waiting.set(sql, asked);
      asked.push({ parameters, done, failed });
    });
    for (const { '~lock': lock } of rows) this.claim(line, lock);
    return rows;
  }

  /** By the lock itself, which two residents have in common who are one person. */
  private claim(line: Line, lock: unknown): void {
    if (lock === undefined) return;
    const holder = this.locks.get(lock) ?? line;
    if (holder !== line) throw new PutOff();
    this.locks.set(lock, line);
  }

  private async flush(): Promise<void> {
    const groups = [...this.waiting];
    this.waiting.clear();
    for (const [sql, asked] of groups) {
      try {
        const answers = await this.answer(sql, asked);
        for (const [at, { done }] of asked.entries()) done(answers[at] ?? []);
      } catch (reason) {
        for (const { failed } of asked) failed(reason);
      }
    }
  }

  private answer(sql: string, asked: readonly Asked[]): Promise<readonly Rows[]> {
    const rest = asked[0]?.parameters.slice(1) ?? [];
    if (isSelect(sql) && asked.every(({ parameters }) => parameters.length === 0)) return this.onceForAll(sql, [], asked);
    if (isSelect(sql) && asked.length > 1) return this.selectForAll(sql, asked);
    const areArrays = asked.every(({ parameters }) => isArrayText(parameters[0]) && isSame(parameters.slice(1), rest));
    return areArrays ? this.onceForAll(sql, [joined(asked), ...rest], asked) : this.oneByOne(sql, asked);
  }

  private async onceForAll(sql: string, parameters: readonly unknown[], asked: readonly Asked[]): Promise<readonly Rows[]> {
    const rows = await this.db.query<Rows>(sql, [...parameters]);
    return asked.map(() => rows);
  }

  private async oneByOne(sql: string, asked: readonly Asked[]): Promise<readonly Rows[]> {
    const answers: Rows[] = [];
    for (const { parameters } of asked) answers.push(await this.db.query<Rows>(sql, [...parameters]));
    return answers;
  }

  private async selectForAll(sql: string, asked: readonly Asked[]): Promise<readonly Rows[]> {
    const types = await this.typesIn(sql);
    const each = sql.replaceAll(/\$(\d+)/g, (_, number: string) => parameterOf(Number(number) - 1, types));
    const rows = await this.db.query<({ '~n': string } & Record<string, unknown>)[]>(
      `select q.n as "~n", r.* from json_array_elements($1::json) with ordinality as q (p, n) cross join lateral (${each}) r`,
      [JSON.stringify(asked.map(({ parameters }) => parameters))],
    );
    const answers: Record<string, unknown>[][] = asked.map(() => []);
    for (const { '~n': number, ...row } of rows) answers[Number(number) - 1]?.push(row);
    return answers;
  }

  /** PostgreSQL is asked what it takes the parameters for. */
  private async typesIn(sql: string): Promise<readonly string[]> {
    const known = parameterTypes.get(sql);
    if (known) return known;
    // Others may be asking at the same time on this connection.
    const name = `gathered_${++prepared}`;
    await this.db.query(`prepare ${name} as ${sql}`);
    const [row] = await this.db.query<{ types: string[] }[]>(
      'select parameter_types::text[] as types from pg_prepared_statements where name = $1',
      [name],
    );
    await this.db.query(`deallocate ${name}`);
    const types = row?.types ?? [];
    parameterTypes.set(sql, types);
    return types;
  }
}

let prepared = 0;
const parameterTypes = new Map<string, readonly string[]>();

const isSelect = (sql: string): boolean => /^\s*select\b/i.test(sql);
const isArrayText = (value: unknown): boolean => typeof value === 'string' && value.startsWith('[');
const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean => JSON.stringify(one) === JSON.stringify(other);

const joined = (asked: readonly Asked[]): string =>
  `[${asked.flatMap(({ parameters }) => String(parameters[0]).slice(1, -1) || []).join(',')}]`;

function parameterOf(at: number, types: readonly string[]): string {
  const type = types[at] ?? 'text';
  if (!type.endsWith('[]')) return `(q.p ->> ${at})::${type}`;
  return `(select coalesce(array_agg(e), '{}') from json_array_elements_text(q.p -> ${at}) e)::${type}`;
}
