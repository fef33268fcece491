import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, isOpen, isRunning, run, untilOpen } from '../processes.js';
import { StackProblem, type Admin, type Ports } from '../stack.js';
import { writeSecret } from '../secrets.js';

/** A broker process that this or an earlier run started. */
export interface Server {
  readonly pid: number;
  stop(): Promise<void>;
}

export interface BrokerOptions {
  readonly folder: string;
  readonly jars: string;
  readonly ports: Ports;
  readonly admin: Admin;
  readonly logins: Readonly<Record<string, string>>;
  readonly onProgress: (line: string) => void;
}

const properties = ({ folder, ports, admin }: BrokerOptions): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${ports.controller}
listeners=SASL_PLAINTEXT://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports.controller}
inter.broker.listener.name=SASL_PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${admin.user}" password="${admin.password}";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:${admin.user};User:ANONYMOUS
allow.everyone.if.no.acl.found=false
auto.create.topics.enable=false
unclean.leader.election.enable=false
offsets.retention.minutes=43200
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.dirs=${join(folder, 'kafka-data')}
`;

const logging = `Configuration:
  status: error
  Appenders:
    Console:
      name: STDOUT
      PatternLayout:
        pattern: "%d %p %m (%c)%n"
  Loggers:
    Root:
      level: warn
      AppenderRef:
        - ref: STDOUT
`;

const java = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Starts a broker on the folder's data, or takes over the one that an ended launcher left running. @throws {StackProblem} */
export async function startBroker(options: BrokerOptions): Promise<Server> {
  const { folder, ports } = options;
  const pidFile = join(folder, 'kafka.pid');
  const left = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (left && isRunning(left) && (await isOurs(left, folder))) {
    options.onProgress('Kafka is still running from before; going on with it');
    return server(left, pidFile);
  }
  for (const port of [ports.kafka, ports.controller]) {
    if (await isOpen(port)) throw new StackProblem(`Port ${port} is taken by another program; stop it, or move ours with --stack-port.`);
  }
  await prepare(options);
  return launch(options, pidFile);
}

async function isOurs(pid: number, folder: string): Promise<boolean> {
  const { output } = await run('ps', ['-p', String(pid), '-o', 'args=']);
  return output.includes('kafka.Kafka') && output.includes(folder);
}

async function prepare(options: BrokerOptions): Promise<void> {
  const { folder, jars, admin, logins } = options;
  const settings = join(folder, 'kafka.properties');
  mkdirSync(folder, { recursive: true });
  writeSecret(settings, properties(options));
  writeFileSync(join(folder, 'log4j2.yaml'), logging);
  if (existsSync(join(folder, 'kafka-data', 'meta.properties'))) return;
  rmSync(join(folder, 'kafka-data'), { recursive: true, force: true });
  const scram = Object.entries({ [admin.user]: admin.password, ...logins }).flatMap(([user, password]) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${user},password=${password}]`,
  ]);
  const id = randomBytes(16).toString('base64url').slice(0, 22);
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
  if (code !== 0)
    throw new StackProblem(
      /No space left/.test(output)
        ? 'The disk is full; free some space and start again.'
        : `Kafka could not prepare its data in ${folder}.`,
    );
  noteLogins(folder, Object.keys(logins));
}

async function launch({ folder, jars, ports, admin, logins }: BrokerOptions, pidFile: string): Promise<Server> {
  const log = join(folder, 'kafka.log');
  const out = openSync(log, 'a');
  // A group of its own: Ctrl-C reaches the launcher alone, which stops services before servers.
  const child = spawn(
    'java',
    [
      ...java,
      `-Dlog4j2.configurationFile=${join(folder, 'log4j2.yaml')}`,
      '-cp',
      join(jars, '*'),
      'kafka.Kafka',
      join(folder, 'kafka.properties'),
    ],
    {
      detached: true,
      stdio: ['ignore', out, out],
    },
  );
  child.unref();
  const { pid } = child;
  if (!pid) throw new StackProblem('Java could not be started; install Java 17 or later.');
  writeFileSync(pidFile, String(pid));
  await untilOpen(ports.kafka, { what: 'Kafka', log, isAlive: () => isRunning(pid) });
  await addMissingLogins({ folder, jars, ports, admin, logins });
  return server(pid, pidFile);
}

const server = (pid: number, pidFile: string): Server => ({
  pid,
  stop: async () => {
    await end(pid);
    rmSync(pidFile, { force: true });
  },
});

const knownLogins = (folder: string): readonly string[] => {
  const file = join(folder, 'kafka-logins.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
};

const noteLogins = (folder: string, users: readonly string[]): void =>
  writeFileSync(join(folder, 'kafka-logins.json'), JSON.stringify(users));

/** Logins that came after the data was made; kafkajs has no call for it. */
async function addMissingLogins({ folder, jars, ports, admin, logins }: Omit<BrokerOptions, 'onProgress'>): Promise<void> {
  const known = knownLogins(folder);
  const missing = Object.entries(logins).filter(([user]) => !known.includes(user));
  if (missing.length === 0) return;
  const client = join(folder, 'kafka-admin.properties');
  const jaas = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${admin.user}" password="${admin.password}";`;
  writeSecret(client, `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=${jaas}\n`);
  for (const [user, password] of missing) {
    const args = [
      '--bootstrap-server',
      `127.0.0.1:${ports.kafka}`,
      '--command-config',
      client,
      '--alter',
      '--entity-type',
      'users',
      '--entity-name',
      user,
    ];
    const { code } = await run('java', [
      '-cp',
      join(jars, '*'),
      'kafka.admin.ConfigCommand',
      ...args,
      '--add-config',
      `SCRAM-SHA-512=[password=${password}]`,
    ]);
    if (code !== 0) throw new StackProblem(`Kafka did not accept a login for ${user}; its log is ${join(folder, 'kafka.log')}.`);
  }
  noteLogins(folder, [...known, ...missing.map(([user]) => user)]);
}
