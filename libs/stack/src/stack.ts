/** A login that can do whatever it wants; only the launcher and the tests have it. */
export interface Admin {
  readonly user: string;
  readonly password: string;
}

/** A Kafka and a PostgreSQL to work with, wherever they come from. */
export interface Stack {
  readonly source: 'environment' | 'local processes' | 'docker';
  readonly kafka: { readonly brokers: readonly string[]; readonly admin: Admin };
  readonly postgres: { readonly host: string; readonly port: number; readonly admin: Admin };
  /** Stops what was started here; leaves alone what was found. */
  stop(): Promise<void>;
}

export interface Ports {
  readonly kafka: number;
  readonly controller: number;
  readonly postgres: number;
}

export interface StackOptions {
  /** Where data, logs and secrets of the stack live. */
  readonly folder: string;
  /** Where Kafka's jars are kept between runs; inside `folder` when absent. */
  readonly jars?: string;
  /** Kafka logins by user; the same passwords at every start. */
  readonly logins: Readonly<Record<string, string>>;
  readonly ports: Ports;
  readonly docker?: boolean;
  /** How containers are started when nothing else serves; Docker Compose when absent. */
  readonly startContainers?: (options: StackOptions) => Promise<Stack>;
  /** Data that nobody will miss: no waiting for the disk. */
  readonly throwaway?: boolean;
  readonly onProgress: (line: string) => void;
}

/** A foreseeable problem, told in one sentence that says what to do. */
export class StackProblem extends Error {
  override readonly name = 'StackProblem';
}
