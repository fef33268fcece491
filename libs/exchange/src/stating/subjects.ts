import { DomainError, refuseIf, type Problem } from '@timpora/access';
import { isMinorOn, type About, type AnyFact, type Catalogue, type Day } from '@timpora/contracts';
import type { EntityManager } from 'typeorm';

import { birthDayOf, type Birth } from './held-facts.sql.js';
import { subjectIsAdult, subjectIsMinor, subjectNotKnown } from './problems.js';
import type { StatedFact } from './state-facts.sql.js';

/** Whom new facts may be about: somebody of whom something is held here, and of the age that the kind asks for. */
export interface Residents {
  readonly catalogue: Catalogue;
  readonly today: Day;
}

/** May a kind speak of somebody born on this day? Null as a day: nobody here knows, and the owner of the identity will see. */
export function fitsAge(about: About, bornOn: Day | null, today: Day): Problem | null {
  if (about === 'anyone' || bornOn === null) return null;
  const isMinor = isMinorOn(bornOn, today);
  if (about === 'adults') return isMinor ? subjectIsMinor : null;
  return isMinor ? null : subjectIsAdult;
}

/**
 * Only new facts are looked at. A later version of a fact about somebody who turned out to be a child ends it, or is its retraction; one of a child
 * who came of age ends it, too.
 * @throws {DomainError} `subject.not-known`: a mistake, or too early; `subject.is-a-minor`, `subject.is-an-adult`
 */
export async function assertSubjects(db: EntityManager, residents: Residents, drafts: readonly StatedFact[]): Promise<void> {
  const made = drafts.flatMap((draft) => birthIn(residents, draft));
  const fresh = drafts.flatMap((draft) => newIn(residents, draft));
  const asked = [...new Set(fresh.map(({ subjectRef }) => subjectRef))].filter((subject) => !made.some(([ref]) => ref === subject));
  const birth = birthOf(residents.catalogue);
  const found = await Promise.all(asked.map(async (subject) => [subject, await birthDayOf(db, subject, birth)] as const));
  const born = new Map([...found, ...made]);
  for (const { subjectRef, about } of fresh) {
    const bornOn = born.get(subjectRef);
    if (bornOn === undefined) throw new DomainError(subjectNotKnown);
    refuseIf(fitsAge(about, bornOn, residents.today));
  }
}

const factOf = ({ catalogue }: Residents, { event }: StatedFact): AnyFact | undefined => catalogue.factByKind.get(event.kind);

/** A resident whom this very command makes known. */
function birthIn(residents: Residents, draft: StatedFact): readonly (readonly [string, Day | null])[] {
  const { subjectRef, body } = draft.event;
  const fact = factOf(residents, draft);
  if (subjectRef === null || !fact?.makesSubject) return [];
  return [[subjectRef, fact.bornOn === null ? null : ((body?.[fact.bornOn] as Day | undefined) ?? null)]];
}

function newIn(residents: Residents, draft: StatedFact): readonly { readonly subjectRef: string; readonly about: About }[] {
  const { subjectRef, version } = draft.event;
  const fact = factOf(residents, draft);
  return subjectRef !== null && version === 1 && fact && !fact.makesSubject ? [{ subjectRef, about: fact.about }] : [];
}

/** Nobody's birth is known where no kind tells it. */
const birthOf = ({ facts }: Catalogue): Birth => {
  const fact = facts.find(({ bornOn }) => bornOn !== null);
  return { kind: fact?.kind ?? '', field: fact?.bornOn ?? '' };
};
