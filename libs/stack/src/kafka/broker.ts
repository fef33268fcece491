import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { commandLineOf, diskFull, end, isOpen, isRunning, run, untilOpen } from '../processes.js';
import { writeSecret, writeWhole } from '../secrets.js';
import { StackProblem, type Admin, type Logins, type Ports, type StackPlace } from '../stack.js';
import { brokerLogging, brokerSettings, toolSettings } from './broker-settings.js';

/** A broker process that this or an earlier run started. */
export interface Server {
  stop(): Promise<void>;
}

export interface BrokerOptions {
  readonly folder: string;
  readonly jars: string;
  readonly ports: Ports;
  readonly admin: Admin;
  readonly logins: Logins;
  readonly onProgress: (line: string) => void;
}

const java = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const pidFileOf = (folder: string): string => join(folder, 'kafka.pid');
const settingsOf = (folder: string): string => join(folder, 'kafka.properties');
const logOf = (folder: string): string => join(folder, 'kafka.log');

/** Starts a broker on the folder's data, or goes on with the one that an ended launcher left running. @throws {StackProblem} */
export async function startBroker(options: BrokerOptions): Promise<Server> {
  const { folder, ports, onProgress } = options;
  const left = await leftBroker(folder);
  if (left !== null && (await serves(left, options))) {
    onProgress('Kafka is still running from before; going on with it');
    await addMissingLogins(placeOf(options), options.logins);
    return server(left, folder);
  }
  await stopLeftBroker(folder);
  for (const port of [ports.kafka, ports.controller]) {
    if (await isOpen(port)) throw new StackProblem(`Port ${port} is taken by another program; stop it, or move ours with --stack-port.`);
  }
  mkdirSync(folder, { recursive: true });
  writeSecret(settingsOf(folder), brokerSettings(options));
  writeFileSync(join(folder, 'log4j2.yaml'), brokerLogging);
  if (!existsSync(join(folder, 'kafka-data', 'meta.properties'))) await format(options);
  return launch(options);
}

/** Ends the broker that an ended launcher left running on this folder. */
export async function stopLeftBroker(folder: string): Promise<void> {
  const left = await leftBroker(folder);
  if (left !== null) await end(left);
  rmSync(pidFileOf(folder), { force: true });
}

/** A process id may have been given to another program since it was written: its command line tells. */
async function leftBroker(folder: string): Promise<number | null> {
  const file = pidFileOf(folder);
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!pid || !isRunning(pid)) return null;
  const commandLine = await commandLineOf(pid);
  return commandLine.includes('kafka.Kafka') && commandLine.includes(settingsOf(folder)) ? pid : null;
}

/** Does it run with the ports and the administrator that are wanted now? */
async function serves(pid: number, options: BrokerOptions): Promise<boolean> {
  const { folder, ports } = options;
  if (!existsSync(settingsOf(folder)) || readFileSync(settingsOf(folder), 'utf8') !== brokerSettings(options)) return false;
  const answer = untilOpen(ports.kafka, { what: 'Kafka', log: logOf(folder), isAlive: () => isRunning(pid), withinMs: 15_000 });
  return answer.then(
    () => true,
    () => false,
  );
}

/** Beside the place where the data will be: whoever is killed on the way leaves nothing half made. */
async function format(options: BrokerOptions): Promise<void> {
  const { folder, jars, admin, logins } = options;
  const [data, making] = [join(folder, 'kafka-data'), join(folder, 'kafka-data.making')];
  for (const path of [data, making]) rmSync(path, { recursive: true, force: true });
  const settings = join(folder, 'kafka-making.properties');
  writeSecret(settings, brokerSettings(options, 'kafka-data.making'));
  const scram = Object.entries({ [admin.user]: admin.password, ...logins }).flatMap(([user, password]) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${user},password=${password}]`,
  ]);
  // A cluster id that begins with a dash would be read as an option.
  const id = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  const { code, output } = await run('java', [
    '-cp',
    join(jars, '*'),
    'kafka.tools.StorageTool',
    'format',
    '-t',
    id,
    '-c',
    settings,
    ...scram,
  ]);
  rmSync(settings, { force: true });
  if (code !== 0) {
    appendFileSync(logOf(folder), output);
    throw new StackProblem(/No space left/.test(output) ? diskFull : `Kafka could not prepare its data; its log is ${logOf(folder)}.`);
  }
  noteLogins(folder, Object.keys(logins));
  renameSync(making, data);
}

async function launch(options: BrokerOptions): Promise<Server> {
  const { folder, jars, ports } = options;
  const log = logOf(folder);
  const out = openSync(log, 'a');
  const logging = `-Dlog4j2.configurationFile=${join(folder, 'log4j2.yaml')}`;
  // A group of its own: Ctrl-C reaches the launcher alone, which stops services before servers.
  const child = spawn('java', [...java, logging, '-cp', join(jars, '*'), 'kafka.Kafka', settingsOf(folder)], {
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  child.on('error', () => undefined);
  child.unref();
  const { pid } = child;
  if (!pid) throw new StackProblem('Java could not be started; install Java 17 or later.');
  writeFileSync(pidFileOf(folder), String(pid));
  try {
    await untilOpen(ports.kafka, { what: 'Kafka', log, isAlive: () => child.exitCode === null && child.signalCode === null });
    await addMissingLogins(placeOf(options), options.logins);
  } catch (error) {
    await end(pid);
    throw error;
  }
  return server(pid, folder);
}

const server = (pid: number, folder: string): Server => ({
  stop: async () => {
    await end(pid);
    rmSync(pidFileOf(folder), { force: true });
  },
});

const placeOf = ({ folder, jars, ports, admin }: BrokerOptions): BrokerPlace => ({
  folder,
  jars,
  kafka: { brokers: [`127.0.0.1:${ports.kafka}`], admin },
});

const loginsFile = (folder: string): string => join(folder, 'kafka-logins.json');

/** Users that Kafka knows already. */
function knownLogins(folder: string): readonly string[] {
  return existsSync(loginsFile(folder)) ? (JSON.parse(readFileSync(loginsFile(folder), 'utf8')) as string[]) : [];
}

const noteLogins = (folder: string, users: readonly string[]): void => writeWhole(loginsFile(folder), JSON.stringify(users));

/** Where Kafka's own tools find a broker of ours; kafkajs has no call for logins. */
type BrokerPlace = Pick<StackPlace, 'folder' | 'kafka'> & { readonly jars: string };

/** Logins that came after the data was made. @throws {StackProblem} */
export async function addMissingLogins(place: BrokerPlace, logins: Logins): Promise<void> {
  const known = knownLogins(place.folder);
  const missing = Object.entries(logins).filter(([user]) => !known.includes(user));
  for (const [user, password] of missing) await changeLogin(place, user, ['--add-config', `SCRAM-SHA-512=[password=${password}]`]);
  if (missing.length > 0) noteLogins(place.folder, [...known, ...missing.map(([user]) => user)]);
}

/** @throws {StackProblem} */
export async function removeLogin(place: BrokerPlace, user: string): Promise<void> {
  const known = knownLogins(place.folder);
  if (!known.includes(user)) return;
  await changeLogin(place, user, ['--delete-config', 'SCRAM-SHA-512']);
  noteLogins(
    place.folder,
    known.filter((each) => each !== user),
  );
}

async function changeLogin({ folder, jars, kafka }: BrokerPlace, user: string, change: readonly string[]): Promise<void> {
  const login = join(folder, 'kafka-admin.properties');
  writeSecret(login, toolSettings(kafka.admin));
  const tool = ['-cp', join(jars, '*'), 'org.apache.kafka.tools.ConfigCommand'];
  const server = ['--bootstrap-server', kafka.brokers.join(','), '--command-config', login];
  const { code, output } = await run('java', [...tool, ...server, '--alter', '--entity-type', 'users', '--entity-name', user, ...change]);
  if (code === 0) return;
  appendFileSync(logOf(folder), output);
  throw new StackProblem(`Kafka did not accept a change of the login of ${user}; its log is ${logOf(folder)}.`);
}
