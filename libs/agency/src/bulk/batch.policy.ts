/** What lines may have in common that keeps them from being decided together. */
export interface Apart {
  /** What the line is about: the fact, the resident, the organisation, its own key. */
  readonly about: readonly string[];
}

/**
 * The lines that may be decided together, in their order: none is about what an earlier one is about, also of one that has to wait. So two lines
 * about the same thing are decided in the order in which they were sent.
 */
export function nextBatch<Line extends Apart>(
  waiting: readonly Line[],
  most: number,
  /** Those of them that are being decided already. */
  underWay: ReadonlySet<Line> = new Set(),
): readonly Line[] {
  const taken = new Set<string>();
  const batch: Line[] = [];
  for (const line of waiting) {
    if (batch.length === most) break;
    if (!underWay.has(line) && line.about.every((each) => !taken.has(each))) batch.push(line);
    for (const each of line.about) taken.add(each);
  }
  return batch;
}
