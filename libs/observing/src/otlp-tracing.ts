import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Context, type Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

import { runUnder, traceparentIn, type SpanFields, type Step, type Tracing } from './trace-context.js';

const kinds: Readonly<Record<Step, SpanKind>> = { seal: SpanKind.INTERNAL, publish: SpanKind.PRODUCER, apply: SpanKind.CONSUMER };

/** Sends spans to `<endpoint>/v1/traces` (OTLP over HTTP, JSON). A receiver that is away costs spans, never a command. */
export function otlpTracing(endpoint: string, member: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.namespace': 'timpora', 'service.name': member }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('timpora-exchange');
  return {
    command: (fields, parent, work) => {
      const span = tracer.startSpan('command', { kind: SpanKind.SERVER, attributes: attributesOf(fields) }, contextOf(parent));
      return runUnder(traceparentOf(span), () => ended(span, work));
    },
    step: (step, { traceparent, startedAt }, fields) =>
      tracer
        .startSpan(step, { kind: kinds[step], startTime: startedAt, attributes: attributesOf(fields) }, contextOf(traceparent))
        .end(performance.now()),
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

const attributesOf = ({ route, topic, partition, kind }: SpanFields): Attributes => ({
  ...(route !== undefined && { 'http.route': route }),
  ...(topic !== undefined && { 'messaging.system': 'kafka', 'messaging.destination.name': topic }),
  ...(partition !== undefined && { 'messaging.destination.partition.id': String(partition) }),
  ...(kind !== undefined && { 'timpora.kind': kind }),
});

const traceparentOf = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
};

function contextOf(text: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparentIn(text)?.split('-') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true });
}
