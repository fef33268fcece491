/** How well a reference value is known; shown with it wherever it is not `confirmed`. */
export type Confidence = 'confirmed' | 'secondary' | 'conflict' | 'unconfirmed' | 'policy';

/** One code of a list, with its name in English and, where there is one, in Indonesian. */
export interface Entry {
  readonly code: string;
  readonly name: string;
  readonly nameId?: string;
  readonly confidence?: Confidence;
}

/** Codes that hold from a day on, and where they come from. They grow without a new version of any event. */
export interface DatedList<E extends Entry = Entry> {
  readonly source: string;
  /** `YYYY-MM-DD`, or only the part that is known. */
  readonly effectiveFrom: string;
  readonly licence?: string;
  readonly confidence: Confidence;
  readonly entries: readonly E[];
}
