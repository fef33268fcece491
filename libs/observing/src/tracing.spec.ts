import { currentTraceparent, runUnder, traceparentIn } from './trace-context.js';
import { startTracing } from './tracing.js';

const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a traceparent', () => {
  it.each<[string | undefined, boolean]>([
    [good, true],
    [undefined, false],
    ['', false],
    [`${good}-more`, false],
    [good.toUpperCase(), false],
    [good.replace('00-0a', '01-0a'), false],
    [good.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)), false],
    [good.replace('b7ad6b7169203331', '0'.repeat(16)), false],
    [`${good}\n`, false],
  ])('%j: %p', (text, isGood) => expect(traceparentIn(text)).toBe(isGood ? text : null));

  it('is that of the command that runs, and of no other', async () => {
    const [inside] = await Promise.all([runUnder(good, async () => currentTraceparent()), Promise.resolve()]);
    expect([inside, currentTraceparent()]).toEqual([good, null]);
  });
});

describe('tracing without an endpoint', () => {
  it('runs commands as they are', async () => {
    const tracing = await startTracing(null, 'polres');
    expect(await tracing.command({}, good, () => Promise.resolve(currentTraceparent()))).toBeNull();
    tracing.step('seal', { traceparent: good, startedAt: 0 }, {});
    await tracing.stop();
  });
});
