import { stackAt, type Stack, type StackPlace } from '@timpora/stack';

/** The Kafka and PostgreSQL of this test run. */
export function testStack(): Stack {
  const place = process.env['TIMPORA_TEST_STACK'];
  if (!place) throw new Error('this test needs Kafka and PostgreSQL: run it with npm test');
  return stackAt(JSON.parse(place) as StackPlace);
}
