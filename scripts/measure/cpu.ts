import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Whose CPU time it is. */
export type User = 'service' | 'its PostgreSQL' | 'the other services and theirs' | 'Kafka' | 'sender' | 'other programs';

/** CPU milliseconds, by who used them. */
export type CpuTimes = Readonly<Record<User, number>>;

/** The processes that are told apart. */
export interface Watched {
  /** The agency that is measured: the name of its service and of its database. */
  readonly agency: string;
  readonly services: ReadonlyMap<string, number>;
  readonly kafka: number;
  readonly postmaster: number;
}

/** Linux counts in hundredths of a second. */
const tickMs = 10;

/** CPU time used since each process started. Linux only: other systems have no `/proc`. */
export function cpuTimes(watched: Watched): CpuTimes {
  const used = { service: 0, 'its PostgreSQL': 0, 'the other services and theirs': 0, Kafka: 0, sender: 0 };
  for (const each of processes()) {
    const user = userOf(watched, each);
    if (user) used[user] += each.ms;
  }
  const ours = Object.values(used).reduce((sum, ms) => sum + ms, 0);
  return { ...used, 'other programs': busyMs() - ours };
}

function userOf({ agency, services, kafka, postmaster }: Watched, { pid, parent, title }: Process): Exclude<User, 'other programs'> | null {
  if (pid === kafka) return 'Kafka';
  if (pid === process.pid) return 'sender';
  if (pid === services.get(agency)) return 'service';
  if ([...services.values()].includes(pid)) return 'the other services and theirs';
  const database = parent === postmaster ? databaseIn(title) : null;
  if (database === null) return null;
  return database === agency ? 'its PostgreSQL' : 'the other services and theirs';
}

const databaseIn = (title: string): string | null => /^postgres: (?:autovacuum worker )?(\w+)/.exec(title)?.[1] ?? null;

/** Of all cores, since the machine started: all but idle and waiting. */
function busyMs(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softIrq) * tickMs;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly title: string;
  readonly ms: number;
  /** Of its children that have ended. */
  readonly endedMs: number;
}

/** All that run on this machine. */
export const processes = (): readonly Process[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .flatMap((pid) => processAt(pid) ?? []);

function processAt(pid: number): Process | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
    const ticks = (at: number): number => Number(fields[at]) + Number(fields[at + 1]);
    return { pid, parent: Number(fields[1]), title, ms: ticks(11) * tickMs, endedMs: ticks(13) * tickMs };
  } catch {
    return null;
  }
}

const users: readonly User[] = ['service', 'its PostgreSQL', 'the other services and theirs', 'Kafka', 'sender'];

/** What each used for one of `count` things, and how much of the machine programs took that have nothing to do with it. */
export function describeCpu(before: CpuTimes, after: CpuTimes, { count, ms }: { readonly count: number; readonly ms: number }): string {
  const each = (user: User): number => (after[user] - before[user]) / count;
  const parts = users.map((user) => `${user} ${each(user).toFixed(2)}`).join(', ');
  const whole = users.reduce((sum, user) => sum + each(user), 0);
  const foreign = (after['other programs'] - before['other programs']) / ms;
  return `CPU ms each ${whole.toFixed(2)} (${parts}); other programs kept ${foreign.toFixed(1)} of ${cpus().length} cores busy`;
}
