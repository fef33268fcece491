import type { Stack } from '@timpora/stack';

/** The Kafka and PostgreSQL of this test run. */
export function testStack(): Pick<Stack, 'kafka' | 'postgres'> {
  const place = process.env['TIMPORA_TEST_STACK'];
  if (!place) throw new Error('this test needs Kafka and PostgreSQL: run it with npm test');
  return JSON.parse(place) as Pick<Stack, 'kafka' | 'postgres'>;
}
