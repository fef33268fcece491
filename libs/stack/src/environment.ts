import { assertLogins } from './kafka/logins.js';
import { adminClient } from './postgres/provision.js';
import { StackProblem, type Stack, type StackOptions, type StackPlace } from './stack.js';
import { stackAt } from './stack-at.js';

type Environment = Readonly<Record<string, string | undefined>>;

const oldestPostgres = 16;

/**
 * Servers that somebody else runs, named by TIMPORA_STACK_*; null when the environment names none. Logins of Kafka are theirs to make;
 * topics, access rights and databases are made with the administrator's logins.
 * @throws {StackProblem} naming the variable, the server or the login that is missing
 */
export async function findNamedStack(environment: Environment, options: Pick<StackOptions, 'folder' | 'logins'>): Promise<Stack | null> {
  if (!environment['TIMPORA_STACK_KAFKA_BROKERS'] && !environment['TIMPORA_STACK_POSTGRES_HOST']) return null;
  const place = named(environment, options.folder);
  await assertPostgres(place);
  await assertLogins(place, options.logins);
  return stackAt(place);
}

function named(environment: Environment, folder: string): StackPlace {
  const read = (name: string, fallback?: string): string => {
    const value = environment[name] ?? fallback;
    if (value) return value;
    throw new StackProblem(
      `${name} is missing: an existing Kafka and PostgreSQL need TIMPORA_STACK_KAFKA_BROKERS, _KAFKA_ADMIN_USER, _KAFKA_ADMIN_PASSWORD, _POSTGRES_HOST, _POSTGRES_PORT, _POSTGRES_ADMIN_USER and _POSTGRES_ADMIN_PASSWORD.`,
    );
  };
  return {
    source: 'environment',
    folder,
    kafka: {
      brokers: read('TIMPORA_STACK_KAFKA_BROKERS').split(','),
      admin: { user: read('TIMPORA_STACK_KAFKA_ADMIN_USER'), password: read('TIMPORA_STACK_KAFKA_ADMIN_PASSWORD') },
    },
    postgres: {
      host: read('TIMPORA_STACK_POSTGRES_HOST'),
      port: Number(read('TIMPORA_STACK_POSTGRES_PORT', '5432')),
      admin: { user: read('TIMPORA_STACK_POSTGRES_ADMIN_USER'), password: read('TIMPORA_STACK_POSTGRES_ADMIN_PASSWORD') },
    },
  };
}

async function assertPostgres(stack: StackPlace): Promise<void> {
  const { host, port } = stack.postgres;
  const client = await adminClient(stack).catch(({ code = 'no answer' }: NodeJS.ErrnoException) => {
    throw new StackProblem(
      `PostgreSQL at ${host}:${port} cannot be used with TIMPORA_STACK_POSTGRES_ADMIN_USER (${code}); start it, or correct the variables.`,
    );
  });
  const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::int / 10000 as version`);
  await client.end();
  const version = rows[0]?.version ?? 0;
  if (version < oldestPostgres)
    throw new StackProblem(`PostgreSQL at ${host}:${port} is version ${version}; version ${oldestPostgres} or later is needed.`);
}
