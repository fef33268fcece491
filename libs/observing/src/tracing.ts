import type { Tracing } from './trace-context.js';

/** Costs nothing: for whoever names no endpoint. */
const noTracing: Tracing = {
  command: (_fields, _parent, work) => work(),
  step: () => undefined,
  stop: () => Promise.resolve(),
};

/** The libraries are loaded only where an endpoint is named. */
export async function startTracing(endpoint: string | null, member: string): Promise<Tracing> {
  if (endpoint === null) return noTracing;
  const { otlpTracing } = await import('./otlp-tracing.js');
  return otlpTracing(endpoint, member);
}
