import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';

import type { Alarms } from '../alarms.js';
import type { WireRecord } from '../protocol/record.js';
import type { Place } from './places.js';

/** What is done with fetched records. */
export interface RecordHandler {
  /** From which offset each partition is read. */
  startAt(partitions: readonly Place[]): Promise<readonly (Place & { readonly offset: number })[]>;
  /** Resolves when the records are safe. */
  apply(fetched: Place & { readonly records: readonly WireRecord[] }): Promise<void>;
  /** What a failed `apply` asks for: read all positions again, read one partition from its start, or wait and try again. */
  afterFailure(error: unknown): 'reposition' | 'from-start' | 'again';
  /** Looked at once in a while: the positions in the database are no longer those from which it goes on, so it reads them again. */
  isElsewhere?(partitions: readonly Place[]): Promise<boolean>;
}

export interface ConsumerParts {
  readonly settings: Settings;
  /** The group's name; offsets in it are for lag displays only. */
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly handler: RecordHandler;
  readonly log: Logger;
  readonly alarms: Alarms;
  /** Called whenever the consumer shows that it lives: it fetched, or it applied. */
  readonly beat: () => void;
  /** Called when a crashed client was thrown away. */
  readonly onRebuild: () => void;
}
