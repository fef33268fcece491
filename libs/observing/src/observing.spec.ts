import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createLogger } from './logger.js';
import { createMetrics } from './metrics.js';
import { NestLogger } from './nest-logger.js';
import { Progress } from './progress.js';
import { timedRequests } from './timed-requests.js';

const logged = (use: (log: ReturnType<typeof createLogger>) => void): string => {
  let lines = '';
  use(createLogger({ member: 'polres', level: 'debug', destination: { write: (line) => void (lines += line) } }));
  return lines;
};

describe('a log line', () => {
  it('says when, how grave, whose, what, and plain fields', () => {
    const line = JSON.parse(logged((log) => log.warn('apply.held', { topic: 'permit-issued', partition: 0 }))) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'warn', member: 'polres', event: 'apply.held', topic: 'permit-issued', partition: 0 });
    expect(line['time']).toMatch(/Z$/);
  });

  it('drops every field that is not in the closed list, and what is not plain', () => {
    const fields = { fullName: 'Somebody', code: { name: 'Somebody' }, reason: 'x'.repeat(300) } as never;
    const line = logged((log) => log.error('x', fields));
    expect(line).not.toMatch(/Somebody|xxx/);
    expect(JSON.parse(line)).toMatchObject({ dropped: 3 });
  });

  it('keeps the texts of Nest out, which may quote a request', () => {
    const lines = logged((log) => new NestLogger(log).error('Cannot GET /api/residents?q=Somebody', 'stack of Somebody', 'RouterExplorer'));
    expect(lines).toContain('RouterExplorer');
    expect(lines).not.toContain('Somebody');
  });
});

describe('metrics', () => {
  it('are kept apart for several agencies in one process', async () => {
    const [one, two] = [createMetrics('polres'), createMetrics('disdik')];
    one.applied(3, 0.01);
    expect(await one.text()).toContain('timpora_events_applied_total{member="polres"} 3');
    expect(await two.text()).toContain('timpora_events_applied_total{member="disdik"} 0');
  });
});

describe('answers', () => {
  it('are timed by the template of their route, never by the address', async () => {
    const metrics = createMetrics('polres');
    const server = createServer((request, response) => {
      timedRequests(metrics)(Object.assign(request, { route: { path: '/api/residents/:subjectRef' } }), response, () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/residents/Somebody`);
    await new Promise((resolve) => server.close(resolve));

    const text = await metrics.text();
    expect(text).toContain('timpora_http_request_seconds_count{member="polres",route="/api/residents/:subjectRef",status="200"} 1');
    expect(text).not.toContain('Somebody');
  });
});

describe('progress', () => {
  const at = { ms: 0 };
  const progress = (): Progress => new Progress({ loops: ['relay', 'consumer'], stuckAfterMs: 100, mostRebuilds: 2, now: () => at.ms });

  it('is shown by a beat within the limit, of every loop', () => {
    at.ms = 0;
    const watched = progress();
    at.ms = 90;
    watched.beat('relay');
    at.ms = 150;
    expect(watched.isLive()).toBe(false);
    watched.beat('consumer');
    expect(watched.isLive()).toBe(true);
  });

  it('is not shown by rebuilding again and again', () => {
    at.ms = 0;
    const watched = progress();
    for (let rebuilds = 0; rebuilds < 3; rebuilds++) watched.rebuilt('consumer');
    expect(watched.isLive()).toBe(false);
  });
});
