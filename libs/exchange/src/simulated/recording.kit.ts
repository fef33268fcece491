import type { Asked, MemoryDatabase } from '../../../../test/simulation/memory-database.js';
import type { SimulatedParty, World } from '../../../../test/simulation/world.js';

/** One statement as the simulation ran it. */
export interface Recorded {
  readonly name: string;
  readonly args: readonly unknown[];
  /** The database's clock, ms. */
  readonly now: number;
  readonly server: number;
  /** Where the database became another one before: restored, taken back, or changed by hand. */
  readonly before: MemoryDatabase | null;
  readonly answer: unknown;
  readonly isFenced: boolean;
  readonly after: MemoryDatabase;
}

/** Notes everything that a member's database is asked from now on, whatever database it becomes. */
export function record(world: World, party: SimulatedParty): readonly Recorded[] {
  const recorded: Recorded[] = [];
  let last: MemoryDatabase | null = null;
  const watcher = ({ name, args, db }: Asked, answer: () => unknown): unknown => {
    const before = db === last ? null : db.copy();
    last = db;
    const asked = { name, args, now: world.now, server: db.server, before };
    try {
      const given = answer();
      recorded.push({ ...asked, answer: given, isFenced: false, after: db.copy() });
      return given;
    } catch (error) {
      recorded.push({ ...asked, answer: null, isFenced: true, after: db.copy() });
      throw error;
    }
  };
  party.db.watcher = watcher;
  return recorded;
}
