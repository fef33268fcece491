import type { Settings } from '@timpora/config';
import { catalogue, viewsOf, type Member } from '@timpora/contracts';
import { alarmList, type AlarmCode } from '@timpora/exchange';
import pg from 'pg';

import { ok, some, warning, wrong, type Finding } from './finding.js';

/** Does something with a connection as the agency's own service has it. */
export async function inDatabase<T>({ database }: Settings, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { host, port, name, user, password, tls } = database;
  const client = new pg.Client({
    ...{ host, port, database: name, user, password },
    ssl: tls ? { rejectUnauthorized: true } : false,
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Server {
  readonly version: number;
  readonly encoding: string;
  readonly letters: string;
  readonly hasTrigrams: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly now: Date;
}

const asked = ['track_commit_timestamp', 'fsync', 'full_page_writes', 'synchronous_commit', 'max_connections'];

const readServer = `
  select current_setting('server_version_num')::int / 10000 as version, pg_encoding_to_char(encoding) as encoding, datctype as letters,
         exists (select from pg_available_extensions where name = 'pg_trgm') as "hasTrigrams",
         (select json_object_agg(name, setting) from pg_settings where name = any ($1)) as settings,
         (select sum(numbackends)::int from pg_stat_database) as connections, clock_timestamp() as now
    from pg_database where datname = current_database()`;

/** The settings on which the protocol relies; agencies on one server share them. */
export async function checkServer(agencies: readonly Settings[]): Promise<readonly Finding[]> {
  const [first] = agencies;
  if (!first) return [];
  return inDatabase(first, async (client) => {
    const { rows } = await client.query<Server>(readServer, [asked]);
    const [server] = rows;
    if (!server) return [];
    const commitMs = await commitTime(client);
    const pools = agencies.reduce((sum, { database }) => sum + database.poolSize + 2, 0);
    return [...basics(server), ...durable(server), ...sized(server, pools), ...clock(server), commits(commitMs)];
  });
}

function basics({ version, encoding, letters, hasTrigrams }: Server): readonly Finding[] {
  return [
    version >= 16 ? ok(`PostgreSQL ${version}`) : wrong(`PostgreSQL ${version} is too old; install 16 or later`),
    encoding === 'UTF8' && !['C', 'POSIX'].includes(letters)
      ? ok(`database in UTF-8 with the locale ${letters}`)
      : wrong(
          `the database has ${encoding} and the locale ${letters}: Chinese, Korean and Arabic names are not found; make it anew with a UTF-8 locale such as C.UTF-8`,
        ),
    ...(hasTrigrams ? [] : [wrong('the extension pg_trgm is not installed on the server; install its contrib package')]),
  ];
}

function durable({ settings }: Server): readonly Finding[] {
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].filter((name) => settings[name] === 'off');
  return [
    off.length > 0
      ? wrong(`${off.join(' and ')} off: a power cut loses facts that were answered; switch on`)
      : ok('commits are kept: fsync, full_page_writes and synchronous_commit on'),
    settings['track_commit_timestamp'] === 'on'
      ? ok('track_commit_timestamp on')
      : warning('track_commit_timestamp is off: nobody can measure when a fact was committed; switch it on'),
  ];
}

function sized({ settings, connections }: Server, pools: number): readonly Finding[] {
  const most = Number(settings['max_connections'] ?? 0);
  const text = `max_connections ${most}, ${connections} in use, ${pools} may be asked for`;
  return [most >= pools + 5 ? ok(text) : wrong(`${text}; raise it, or lower TIMPORA_DATABASE_POOL_SIZE`)];
}

function clock({ now }: Server): readonly Finding[] {
  const skewMs = Math.abs(now.getTime() - Date.now());
  const text = `the clock of the database differs from this machine's by ${(skewMs / 1_000).toFixed(1)} s`;
  return [skewMs > 5_000 ? wrong(`${text}; switch on time synchronization on both`) : ok(text)];
}

/** @returns ms; an empty message to the log of the server, which commits like anything else and is read by nobody */
async function commitTime(client: pg.Client): Promise<number> {
  const times: number[] = [];
  for (let commit = 0; commit < 11; commit++) {
    const startedAt = performance.now();
    await client.query(`select pg_logical_emit_message(true, 'timpora-doctor', '')`);
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other)[5] ?? 0;
}

const commits = (ms: number): Finding =>
  ms > 50
    ? warning(`a commit takes ${ms.toFixed(1)} ms; look at disk and network of the database`)
    : ok(`a commit takes ${ms.toFixed(1)} ms`);

/** What one agency's own tables tell: contracts, clocks of all members against the broker, alarms that stand. */
export const checkAgency = (settings: Settings): Promise<readonly Finding[]> =>
  inDatabase(settings, async (client) => [
    ...(await contracts(client, settings.member)),
    ...(await clocks(client, settings.member)),
    ...(await alarms(client, settings.member)),
  ]);

/** The views in the database are those of the contracts with which its service ran last. */
async function contracts(client: pg.Client, member: string): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ name: string; definition: string }>('select name, definition from view_definition');
  const known = new Map(rows.map(({ name, definition }) => [name, definition]));
  const other = viewsOf(catalogue, member as Member).filter(({ name, create }) => known.get(name) !== create);
  if (other.length === 0) return [];
  return [
    warning(
      `${member}: its service has other contracts than this version (${some(other.map(({ name }) => name))}); update and start it again`,
    ),
  ];
}

async function clocks(client: pg.Client, member: string): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ member: string; skew: number }>(
    `select member, abs(extract(epoch from clock - appended_at))::float8 as skew from member_statement where abs(extract(epoch from clock - appended_at)) > 5`,
  );
  return rows.map((row) =>
    warning(
      `${member}: the clock of ${row.member} differs from the broker's by ${row.skew.toFixed(0)} s; switch on time synchronization there`,
    ),
  );
}

async function alarms(client: pg.Client, member: string): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ code: AlarmCode; about: string }>(
    `select code, about from alarm where cleared_at is null and code = any ($1) order by seen_at desc`,
    [Object.keys(alarmList)],
  );
  const codes = [...new Set(rows.map(({ code }) => code))];
  const findings = codes.map((code): Finding => {
    const about = some(rows.filter((row) => row.code === code).map((row) => row.about));
    const { severity, title, whatToDo } = alarmList[code];
    const text = `${member}: alarm ${code} (${about}): ${title.en}. ${whatToDo.en}`;
    return severity === 'serious' ? wrong(text) : severity === 'warning' ? warning(text) : ok(text);
  });
  return findings.length > 0 ? findings : [ok(`${member}: no alarm stands, contracts and clocks as they should be`)];
}
