/** What of the preparation the launcher needs. */
export function build(): Promise<void>;
