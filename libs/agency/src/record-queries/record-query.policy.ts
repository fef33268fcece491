import type { Problem } from '@timpora/access';
import {
  addWorkingDays,
  catalogue,
  fieldsOf,
  pointedTo,
  RecordQuery,
  settingOn,
  statersOf,
  type AnyFact,
  type Day,
  type Member,
  type RecordQueryBody,
  type StatedValues,
} from '@timpora/contracts';
import type { Held, Invariant } from '@timpora/exchange';

import { aboutOneThing, alreadyAsked, fieldUnknown, kindUnknown, notHeld, notTheOwner, ofYourself, versionNotGiven } from './problems.js';

export const answerIsDueOn = (askedOn: Day, stated: StatedValues = []): Day =>
  addWorkingDays(askedOn, settingOn('query.answer-days', askedOn, stated), stated);

function mayBeAsked(query: RecordQueryBody, member: Member): Problem | null {
  const kind = catalogue.factByKind.get(query.aboutKind);
  if (!kind) return kindUnknown;
  if (query.askedOf === member) return ofYourself;
  if (query.fieldName !== undefined && !fieldsOf(kind.body).has(query.fieldName)) return fieldUnknown;
  return mayBeAbout(query, kind);
}

function mayBeAbout({ about, aboutKind, organisationKey, askedOf }: RecordQueryBody, kind: AnyFact): Problem | null {
  if ((about === undefined) === (organisationKey === undefined)) return aboutOneThing;
  if (!about) return statersOf(catalogue, kind).includes(askedOf) ? null : notTheOwner;
  if (about.kind !== aboutKind) return kindUnknown;
  if (about.version === undefined) return versionNotGiven;
  return pointedTo(catalogue, about)?.issuer === askedOf ? null : notTheOwner;
}

/** Who asks has read what it asks about. */
const isHeld = ({ about }: RecordQueryBody, held: Held | null): Problem | null =>
  held && held.change !== 'retracted' && held.version >= Number(about?.version) ? null : notHeld;

/** A member asks the owner, about a fact that both hold, the same thing once. */
export const recordQueryInvariant = (member: Member): Invariant<typeof RecordQuery> => ({
  fact: RecordQuery,
  holds: (query) => mayBeAsked(query, member),
  unique: [
    {
      by: ({ about, questionCode }) =>
        about ? { 'about.factId': about.factId, 'about.version': about.version ?? '', questionCode } : null,
      taken: alreadyAsked,
    },
  ],
  refersTo: [{ to: ({ about }) => (about ? pointedTo(catalogue, about) : null), holds: isHeld }],
});
