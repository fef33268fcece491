/** How well an owner is heard. */
export interface Hearing {
  readonly owner: string;
  /** When it last said where it stands, domain time, unix ms; null: never. */
  readonly heardMs: number | null;
  /** Something that it announced is missing here. */
  readonly hasGap: boolean;
}

/** Owners from whom there should be news: nothing new is held against anybody while an explanation may be on its way. */
export const silentOwners = (
  hearings: readonly Hearing[],
  { owners, nowMs, hours }: { readonly owners: readonly string[]; readonly nowMs: number; readonly hours: number },
): readonly string[] =>
  owners.filter((owner) => {
    const hearing = hearings.find((each) => each.owner === owner);
    return !hearing || hearing.hasGap || hearing.heardMs === null || hearing.heardMs < nowMs - hours * 3_600_000;
  });
