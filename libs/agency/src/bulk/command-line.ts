import { bodyNotJson, DomainError } from '@timpora/access';

import { lineMalformed } from './problems.js';

/** A command as a line says it: what a request says by address, headers and body. */
export interface CommandLine {
  /** The address of the single command. */
  readonly command: string;
  readonly key?: string;
  readonly ifMatch?: string;
  readonly body?: unknown;
}

const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  command: (value) => typeof value === 'string',
  key: (value) => value === undefined || typeof value === 'string',
  ifMatch: (value) => value === undefined || typeof value === 'string',
  body: () => true,
};

/** @throws {DomainError} `request.not-json`, `bulk.line-malformed` */
export function commandLineIn(text: string): CommandLine {
  const line = parsed(text);
  if (typeof line !== 'object' || line === null) throw new DomainError(lineMalformed);
  const said = line as Record<string, unknown>;
  const isFit = Object.entries(fields).every(([name, isRight]) => isRight(said[name])) && Object.keys(said).every((name) => name in fields);
  if (!isFit) throw new DomainError(lineMalformed);
  return said as unknown as CommandLine;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DomainError(bodyNotJson);
  }
}

/** The fact, resident, organisation, own number and key of a line: two lines that share one are decided one after the other. */
export function aboutWhat({ key, command, body }: CommandLine, { factId }: Readonly<Record<string, string>>): readonly string[] {
  const named = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const repeated = key === undefined ? undefined : `${command} ${key}`;
  return [factId, named['subjectRef'], named['organisationKey'], named['ownReference'], repeated].filter(
    (each) => typeof each === 'string',
  );
}
