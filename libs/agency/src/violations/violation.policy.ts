import type { Problem } from '@timpora/access';
import { competentAgencyFor, Violation, type ViolationBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { aboutNobody, alreadyReported, notCompetent, observedLater } from './problems.js';

type About = Pick<ViolationBody, 'subjectRef' | 'organisationKey'>;

/** Whom a report is about: the person where one is named, else the organisation. */
const aboutWhom = ({ subjectRef, organisationKey }: About): { readonly [field: string]: string } | null => {
  if (subjectRef !== undefined) return { subjectRef };
  return organisationKey === undefined ? null : { organisationKey };
};

function mayBeReported(report: ViolationBody, today: string): Problem | null {
  if (!aboutWhom(report)) return aboutNobody;
  if (report.observedOn > today) return observedLater;
  return report.competentAgency === competentAgencyFor(report.ruleCode) ? null : notCompetent;
}

/** An agency reports the same breach of the same day once. */
export const violationInvariant: Invariant<typeof Violation> = {
  fact: Violation,
  holds: mayBeReported,
  unique: [{ by: ({ ruleCode, observedOn, ...about }) => ({ ...aboutWhom(about), ruleCode, observedOn }), taken: alreadyReported }],
};
