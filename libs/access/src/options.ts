/** What the access rules of one agency need to know. */
export interface AccessOptions {
  readonly member: string;
  /** Purposes for which its officers may read. */
  readonly purposes: readonly string[];
  /** Legal basis by purpose, written into the access log. */
  readonly legalBasis: Readonly<Record<string, string>>;
}

export const ACCESS_OPTIONS = Symbol('AccessOptions');
