import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted and timed. Labels come from closed lists in code, never from data. */
export interface Metrics {
  sealed(count: number): void;
  published(count: number, seconds: number): void;
  pruned(count: number): void;
  applied(count: number, seconds: number): void;
  alarm(code: string): void;
  answered(route: string, status: number, seconds: number): void;
  standing(now: { readonly outbox: number; readonly oldestSeconds: number; readonly parked: number }): void;
  /** All of it in Prometheus' text format. */
  text(): Promise<string>;
}

const seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Metrics of one agency. A registry of its own, because several agencies may live in one process. */
export function createMetrics(member: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ member });
  collectDefaultMetrics({ register: registry });
  return { ...ofEvents([registry]), ...ofService([registry]), text: () => registry.metrics() };
}

function ofEvents(registers: Registry[]): Pick<Metrics, 'sealed' | 'published' | 'pruned' | 'applied'> {
  const sealed = new Counter({ name: 'timpora_events_sealed_total', help: 'Own events that were given their place', registers });
  const published = new Counter({ name: 'timpora_events_published_total', help: 'Own events that Kafka acknowledged', registers });
  const pruned = new Counter({ name: 'timpora_journal_pruned_total', help: 'Old events that left the journal', registers });
  const publishing = new Histogram({
    name: 'timpora_publish_seconds',
    help: 'One produce request until it is acknowledged and noted',
    buckets: seconds,
    registers,
  });
  const applied = new Counter({ name: 'timpora_events_applied_total', help: 'Heard events that were used', registers });
  const applying = new Histogram({
    name: 'timpora_apply_seconds',
    help: 'One group of heard events until it is committed',
    buckets: seconds,
    registers,
  });
  const groups = new Histogram({
    name: 'timpora_apply_group_events',
    help: 'Heard events in one commit',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000],
    registers,
  });
  return {
    sealed: (count) => sealed.inc(count),
    published: (count, took) => {
      published.inc(count);
      publishing.observe(took);
    },
    pruned: (count) => pruned.inc(count),
    applied: (count, took) => {
      applied.inc(count);
      applying.observe(took);
      groups.observe(count);
    },
  };
}

function ofService(registers: Registry[]): Pick<Metrics, 'alarm' | 'answered' | 'standing'> {
  const alarms = new Counter({ name: 'timpora_alarms_total', help: 'Alarms by code', labelNames: ['code'], registers });
  const requests = new Histogram({
    name: 'timpora_http_request_seconds',
    help: 'Requests by route template and status',
    labelNames: ['route', 'status'],
    buckets: seconds,
    registers,
  });
  const outbox = new Gauge({ name: 'timpora_outbox_events', help: 'Committed events without a place', registers });
  const oldest = new Gauge({ name: 'timpora_outbox_oldest_seconds', help: 'Age of the oldest of them', registers });
  const parked = new Gauge({ name: 'timpora_parked_events', help: 'Valid events that cannot be used here yet', registers });
  return {
    alarm: (code) => alarms.inc({ code }),
    answered: (route, status, took) => requests.observe({ route, status: String(status) }, took),
    standing: (now) => {
      outbox.set(now.outbox);
      oldest.set(now.oldestSeconds);
      parked.set(now.parked);
    },
  };
}
