import { defineProblem, DomainError } from '@timpora/access';
import { mayState, type AnyEvent, type EventStatedBy, type FactStatedBy, type Member } from '@timpora/contracts';
import { factNotOwn, type Held } from '@timpora/exchange';

import { getKind, type View } from '../reading/kinds.js';

/** A kind whose facts this member owns. @throws {DomainError} `fact.not-own` */
export function getOwnKind(view: View, kind: string): FactStatedBy<Member> {
  const fact = getKind(view, kind);
  if (!mayState(view.catalogue, view.member, fact)) throw new DomainError(factNotOwn);
  return fact as FactStatedBy<Member>;
}

const repairedByTwo = defineProblem({
  code: 'fact.repaired-by-two',
  status: 409,
  title: 'Two officers decide who is one person, and repair what was decided',
  whatToDo:
    'Propose the correction or retraction at POST /api/identity-links/{factId}/propose-correction or .../propose-retraction; a colleague confirms it.',
});

/** An own kind that one person may repair. @throws {DomainError} `fact.not-own`, `fact.repaired-by-two` */
export function getRepairable(view: View, kind: string): FactStatedBy<Member> {
  const fact: FactStatedBy<Member> = getOwnKind(view, kind);
  if (fact.merges !== null) throw new DomainError(repairedByTwo);
  return fact;
}

/** The event that made a fact's present version: a repair bears the name of what it repairs. */
export function eventOf({ catalogue }: View, held: Held): AnyEvent & EventStatedBy<Member> {
  const event = catalogue.eventByType.get(held.event);
  if (!event) throw new Error(`no contract for ${held.event}`);
  return event as AnyEvent & EventStatedBy<Member>;
}
