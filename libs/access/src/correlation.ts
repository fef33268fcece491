import { randomUUID } from 'node:crypto';

/** A number by which an answer is found in log and access log. */
export const newCorrelation = (): string => randomUUID();
