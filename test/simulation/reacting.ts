import { applying } from './applying-statements.js';
import type { Instance } from './instance.js';
import type { SimulatedParty, World } from './world.js';

/** A look at one resident, in two halves: others commit between them (`Evaluator.look`, without its lock, which only saves work). */
export function beginLook(world: World, party: SimulatedParty, instance: Instance): void {
  const [first] = party.db.due;
  if (instance.looking || !first) return;
  const { subjectRef } = first;
  const marks = applying.marksOf(party.db, subjectRef);
  instance.looking = { db: party.db, subjectRef, marks, isPair: holdsPair(party, subjectRef) };
  world.count('look begun');
}

export function endLook(world: World, party: SimulatedParty, instance: Instance): void {
  const { looking } = instance;
  instance.looking = null;
  // A look is one transaction: it is gone with the database that it began in.
  if (!looking || looking.db !== party.db) return;
  const { subjectRef, marks, isPair } = looking;
  if (isPair && !party.db.alerts.has(subjectRef)) {
    party.db.alerts.add(subjectRef);
    world.count('pair of causes seen');
  }
  applying.deleteMarks(party.db, marks);
}

/** Both kinds of facts about one resident: what a rule about two facts waits for. */
export function holdsPair({ db }: SimulatedParty, subjectRef: string): boolean {
  const kinds = new Set([...db.facts.values()].filter((fact) => fact.subjectRef === subjectRef).map(({ kind }) => kind));
  return kinds.size > 1;
}
