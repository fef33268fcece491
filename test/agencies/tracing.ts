import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import { aReport, aResident, familyName } from './residents.js';

/** Two agencies of these tests name an endpoint: kesbangpol and imigrasi. */
export function tracing(given: () => RunningExchange): void {
  const client = () => given().client;
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const parent = '00f067aa0ba902b7';
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });

  it('a command is followed from its agency to Kafka and into the view of another', async () => {
    const headers = { traceparent: `00-${traceId}-${parent}-01` };
    const report = await client().accepted('kesbangpol', '/api/violations', aReport(subjectRef, { observedOn: '2026-01-05' }), { headers });
    const spans = () =>
      given()
        .traces.spans()
        .filter((span) => span.traceId === traceId);
    await eventually(
      () =>
        spans()
          .map(({ service, name }) => `${service} ${name}`)
          .sort(),
      [...['imigrasi apply', 'kesbangpol command', 'kesbangpol publish', 'kesbangpol seal']],
    );
    const command = spans().find(({ name }) => name === 'command');
    expect(command).toMatchObject({ parentSpanId: parent, attributes: ['http.route'] });
    const steps = spans().filter(({ name }) => name !== 'command');
    expect(steps.map(({ parentSpanId }) => parentSpanId)).toEqual(steps.map(() => command?.spanId));
    const [row] = await given().query<{ same: boolean; says: boolean }>(
      'imigrasi',
      `select document_hash = sha256(convert_to(document, 'UTF8')) as same, document like '%traceparent%' as says from fact where fact_id = $1`,
      [report.factId],
    );
    expect(row).toEqual({ same: true, says: false });
  });

  it('a header that is no traceparent begins a trace of its own', async () => {
    const headers = { traceparent: `00-${traceId}-${parent}-01; drop` };
    const before = given()
      .traces.spans()
      .filter((span) => span.traceId === traceId).length;
    await client().accepted('kesbangpol', '/api/violations', aReport(subjectRef, { observedOn: '2026-01-06' }), { headers });
    await eventually(
      () =>
        given()
          .traces.spans()
          .some(({ name, parentSpanId }) => name === 'command' && !parentSpanId),
      true,
    );
    expect(
      given()
        .traces.spans()
        .filter((span) => span.traceId === traceId),
    ).toHaveLength(before);
  });

  it('a span names nobody, and no fact', () => {
    const allowed = ['http.route', 'messaging.destination.name', 'messaging.destination.partition.id', 'messaging.system', 'timpora.kind'];
    const spans = given().traces.spans();
    expect(spans.length).toBeGreaterThan(0);
    expect(spans.flatMap(({ attributes }) => attributes).filter((key) => !allowed.includes(key))).toEqual([]);
    expect(given().traces.text()).not.toContain(familyName);
    expect(given().traces.text()).not.toContain(subjectRef);
  });
}
