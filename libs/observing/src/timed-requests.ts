import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Metrics } from './metrics.js';

/** As Express leaves it: which route was taken, by its template. */
type RoutedRequest = IncomingMessage & { readonly route?: { readonly path?: unknown } };

/** Middleware for the metric of answers. Labels are the route's template, never the address that was asked: it may hold a name. */
export const timedRequests =
  (metrics: Pick<Metrics, 'answered'>) =>
  (request: RoutedRequest, response: ServerResponse, next: () => void): void => {
    const startedAt = performance.now();
    response.once('finish', () => {
      const path = request.route?.path;
      metrics.answered(typeof path === 'string' ? path : 'unknown', response.statusCode, (performance.now() - startedAt) / 1_000);
    });
    next();
  };
