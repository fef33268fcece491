/** A login that can do whatever it wants; only the launcher and the tests have it. */
export interface Admin {
  readonly user: string;
  readonly password: string;
}

/** What another process needs to work with a stack. */
export interface StackPlace {
  readonly source: 'environment' | 'local processes' | 'docker';
  /** Where data, logs and secrets of the stack live. */
  readonly folder: string;
  /** Where Kafka's jars are, when it was started from them. */
  readonly jars?: string;
  readonly kafka: { readonly brokers: readonly string[]; readonly admin: Admin };
  readonly postgres: { readonly host: string; readonly port: number; readonly admin: Admin };
}

/** Kafka logins by user, with their passwords. */
export type Logins = Readonly<Record<string, string>>;

/** A Kafka and a PostgreSQL to work with, wherever they come from. */
export interface Stack extends StackPlace {
  /** Lets Kafka know these logins; nothing happens to those that it knows. @throws {StackProblem} when somebody else has to make them */
  makeLogins(logins: Logins): Promise<void>;
  /** Kafka forgets a login. @throws {StackProblem} */
  dropLogin(user: string): Promise<void>;
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
  /** The same at every start. */
  readonly logins: Logins;
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
