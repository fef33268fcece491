import type { FactDocument } from './document.js';
import type { Position } from './stream.js';

/** A record of an own stream, read back from Kafka and signed by this member, that its journal does not have. */
export interface OwnRecord extends Position {
  /** The head before it, hex. */
  readonly prev: string;
  readonly document: FactDocument;
  readonly text: string;
  readonly documentHash: string;
  readonly offset: number;
}

/** What a member does about a past of its own that it does not know. */
export interface PastDecision {
  /** Kafka continues exactly our chain: take these over, in order. */
  readonly takeOver: readonly OwnRecord[];
  /** Something signed lies beyond or beside our chain: this generation is to be opened. */
  readonly open: number | null;
  /** Documents of ours that may say more than we know, whatever their place. */
  readonly adopt: readonly OwnRecord[];
}

export interface OwnPast {
  /** Where the journal of the stream ends. */
  readonly end: Position;
  /** The head that the journal has at a sequence of the present generation, from where it begins; null where it has none. */
  headAt(sequence: number): string | null;
  /** The journal begins after this sequence; what is before was known once. */
  readonly prunedUpTo: number;
  /** Somebody asked to hear again what the journal no longer has: only a new generation can answer. */
  readonly isAskedBelowJournal: boolean;
}

/**
 * Judges an own stream by what was found of it outside this database: records in Kafka, and positions that members signed. A generation never
 * branches off an old place: after any contradiction it starts anew, because nobody can tell any more who has heard which branch.
 */
export function judgePast(past: OwnPast, records: readonly OwnRecord[], heard: readonly Position[]): PastDecision {
  const takeOver = continuation(past.end, records);
  const end = takeOver.at(-1) ?? past.end;
  const heads = new Map([past.end, ...takeOver].map(({ sequence, head }) => [sequence, head]));
  const isKnown = ({ generation, sequence, head }: Position): boolean => {
    if (generation !== end.generation) return generation < end.generation;
    if (sequence === 0 || sequence < past.prunedUpTo) return true;
    return sequence <= end.sequence && (heads.get(sequence) ?? past.headAt(sequence)) === head;
  };
  const unknown = [...records, ...heard].filter((place) => !isKnown(place));
  if (unknown.length === 0 && !past.isAskedBelowJournal)
    return { takeOver, open: null, adopt: records.filter((record) => !takeOver.includes(record)) };
  const highest = Math.max(end.generation, ...unknown.map(({ generation }) => generation));
  return { takeOver: [], open: highest + 1, adopt: records };
}

/** The records that follow the end of a chain one by one, repeats left out. */
function continuation(end: Position, records: readonly OwnRecord[]): readonly OwnRecord[] {
  const next = new Map(records.map((record) => [`${record.generation}/${record.prev}`, record]));
  const found: OwnRecord[] = [];
  for (let at = next.get(`${end.generation}/${end.head}`); at; at = next.get(`${at.generation}/${at.head}`)) {
    if (at.sequence !== (found.at(-1)?.sequence ?? end.sequence) + 1) break;
    found.push(at);
  }
  return found;
}

/** What becomes of a document of our own that came back. */
export type Adoption = 'newer' | 'contradicts' | 'known';

/** @param held the version that this database has of the fact, null when it has none */
export function judgeAdoption(
  held: { readonly version: number; readonly documentHash: string } | null,
  found: Pick<OwnRecord, 'documentHash'> & { readonly document: Pick<FactDocument, 'version'> },
): Adoption {
  if (!held || held.version < found.document.version) return 'newer';
  return held.version === found.document.version && held.documentHash !== found.documentHash ? 'contradicts' : 'known';
}
