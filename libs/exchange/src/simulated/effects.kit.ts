import type { Group, MergedFact } from '../applying/merge-facts.sql.js';
import type { Found } from '../protocol/settle.js';
import type { Sealed } from '../protocol/seal.js';
import type { Recorded } from './recording.kit.js';

type Seen = (call: Recorded) => boolean;
type Merging = Omit<Group, 'facts'> & { readonly facts: readonly MergedFact[] };

const merging =
  (is: (group: Merging, call: Recorded) => boolean): Seen =>
  (call) =>
    call.name === 'mergeFacts' && !call.isFenced && is(call.args[0] as Merging, call);
const answers =
  (name: string, is: (answer: unknown) => boolean): Seen =>
  (call) =>
    call.name === name && !call.isFenced && is(call.answer);
const sealsAll =
  (is: (sealed: readonly Sealed[]) => boolean): Seen =>
  (call) =>
    call.name === 'writeSealed' && !call.isFenced && is(call.args[0] as readonly Sealed[]);
const merged = (answer: unknown) => answer as { changed: number; contradictions: number };
const isTrue = (answer: unknown): boolean => answer === true;
const has = (answer: unknown): boolean => (answer as readonly unknown[]).length > 0;

/** What a comparison is only worth something with. */
const interesting = {
  'a fact became newer': answers('mergeFacts', (answer) => merged(answer).changed > 0),
  'a repeat changed nothing': merging(({ facts }, { answer }) => facts.length > merged(answer).changed + merged(answer).contradictions),
  'two contents contradicted each other': answers('mergeFacts', (answer) => merged(answer).contradictions > 0),
  'an event was parked': merging(({ parked }) => parked.length > 0),
  'a parked event was superseded': ({ after }) => [...after.parked.values()].some(({ closedAs }) => closedAs === 'superseded'),
  'a parked event was used later': answers('retryAllParked', (answer) => (answer as readonly string[]).includes('applied')),
  'junk was kept as evidence': merging(({ unverified }) => unverified.length > 0),
  'a key became known later': answers('goBackTo', isTrue),
  'an own past was found': merging(({ own }) => own.length > 0),
  'a reader was fenced out': ({ name, isFenced }) => name === 'mergeFacts' && isFenced,
  'a relay was fenced out': ({ name, isFenced }) => name === 'writeSealed' && isFenced,
  'a fact of its own was adopted': merging(({ facts, partitions }) => facts.length > 0 && partitions.length === 0),
  'stating was refused': answers('stateFact', (answer) => answer === false),
  'stating was done': answers('stateFact', isTrue),
  'a lease was taken from another': answers('takeLease', (answer) => Number(answer) > 1),
  'a lease was lost': answers('renewLease', (answer) => answer === false),
  'a past was taken over': sealsAll((sealed) => sealed.some(({ outboxId, again }) => outboxId === null && !again)),
  'a generation was opened': sealsAll((sealed) => sealed.some(({ generation, sequence }) => generation > 1 && sequence === 1)),
  'a stream is to be settled': answers('topicsToSettle', has),
  'a past was found that is not known': answers('takeFound', (answer) => (answer as Found).records.length > 0),
  'something was asked for again': answers('takeResendRequests', isTrue),
  'somebody stood still': answers('resendToThoseWhoStandStill', (answer) => Number(answer) > 0),
  'a head was announced beyond': answers('announcedBeyond', has),
  'a journal lost its beginning': answers('deletePruned', (answer) => Number(answer) > 0),
  'an owner could say what must be held': answers('expectedLeaves', (answer) => answer !== null && has(answer)),
  'an owner could not say what must be held': answers('expectedLeaves', (answer) => answer === null),
  'marks of a resident were taken': answers('marksOf', has),
  'the database was restored, or took a transaction back': ({ before }) => before !== null,
} as const satisfies Readonly<Record<string, Seen>>;

export const effectNames = Object.keys(interesting);

/** The statement, and what it met. */
export const effectsOf = (call: Recorded): readonly string[] => [
  call.name,
  ...Object.entries<Seen>(interesting).flatMap(([effect, isSeen]) => (isSeen(call) ? [effect] : [])),
];
