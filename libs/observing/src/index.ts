export { createLogger, type LogFields, type Logger, type LoggerOptions } from './logger.js';
export { createMetrics, type Metrics } from './metrics.js';
export { NestLogger } from './nest-logger.js';
export { Progress, type ProgressOptions } from './progress.js';
export { currentTraceparent, traceparentIn, type Tracing } from './trace-context.js';
export { startTracing } from './tracing.js';
export { timedRequests } from './timed-requests.js';
