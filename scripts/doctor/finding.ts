/** What a check found, with what to do where something is wrong. */
export interface Finding {
  readonly grade: 'ok' | 'warning' | 'WRONG';
  readonly text: string;
}

export const ok = (text: string): Finding => ({ grade: 'ok', text });
export const warning = (text: string): Finding => ({ grade: 'warning', text });
export const wrong = (text: string): Finding => ({ grade: 'WRONG', text });

/** The first few of a list, and how many more there are. */
export const some = (list: readonly string[], most = 3): string =>
  list.length <= most ? list.join('; ') : `${list.slice(0, most).join('; ')}; and ${list.length - most} more`;

/** A check that fails is a finding too. */
export async function found(what: string, check: () => Promise<readonly Finding[]> | readonly Finding[]): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    const code = error instanceof Error ? ('code' in error && error.code ? String(error.code) : error.message) : String(error);
    return [wrong(`${what} could not be looked at: ${code}`)];
  }
}
