import type { KafkaConfig } from 'kafkajs';

/** Of the peers; made anew for each run. */
export const topic = process.env['BENCH_TOPIC'] ?? '';

const value = (name: string): string => process.env[name] ?? '';

export const databaseOptions = () => ({
  host: value('BENCH_PG_HOST'),
  port: Number(value('BENCH_PG_PORT')),
  user: value('BENCH_PG_USER'),
  password: value('BENCH_PG_PASSWORD'),
  database: value('BENCH_PG_DATABASE'),
});

export const kafkaOptions = (clientId: string): KafkaConfig => ({
  clientId,
  brokers: value('BENCH_KAFKA_BROKERS').split(','),
  sasl: { mechanism: 'scram-sha-512', username: value('BENCH_KAFKA_USER'), password: value('BENCH_KAFKA_PASSWORD') },
  logLevel: 1,
});
