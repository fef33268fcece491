import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import {
  catalogue,
  ForeignNational,
  isMinorOn,
  pointedTo,
  type FactReference,
  type Member,
  type RecordQuery,
  type ReviewBody,
} from '@timpora/contracts';
import { Clock, type Held, type Transaction } from '@timpora/exchange';

import { isAboutViolation, isCorrected, mayConcern } from './review.policy.js';

type Found = Pick<ReviewBody, 'correctedVersion'>;

/** What a review says beyond what its author chose, and what keeps it from being said. */
@Injectable()
export class Findings {
  constructor(private readonly clock: Clock) {}

  /** @throws {DomainError} `review.subject-is-a-minor`, `review.nothing-corrected` */
  async about(tx: Transaction<Member>, about: FactReference, outcome: ReviewBody['outcome']): Promise<Found> {
    const asked = await findPointedTo(tx, about);
    if (asked && isAboutViolation(about)) refuseIf(mayConcern(await this.isAboutMinor(tx, asked), outcome));
    return outcome === 'CORRECTED' ? correction(tx, asked as Held<typeof RecordQuery> | null) : {};
  }

  private async isAboutMinor(tx: Transaction<Member>, { subjectRef }: Held): Promise<boolean> {
    if (subjectRef === null) return false;
    const [person] = await tx.heldAbout(ForeignNational, subjectRef);
    return person !== undefined && isMinorOn(person.body.birthDate, this.clock.legalDay());
  }
}

/** The version of the queried fact that stands now, which must be later than the one asked about. */
async function correction(tx: Transaction<Member>, query: Held<typeof RecordQuery> | null): Promise<Found> {
  const queried = query?.body?.about;
  const now = queried ? await findPointedTo(tx, queried) : null;
  refuseIf(isCorrected(queried, now));
  return now ? { correctedVersion: now.version } : {};
}

async function findPointedTo(tx: Transaction<Member>, reference: FactReference): Promise<Held | null> {
  const pointer = pointedTo(catalogue, reference);
  return pointer ? tx.findHeld(pointer) : null;
}
