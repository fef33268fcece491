import { DuplicateSuspected, IdentityQuestion, type Day, type IdentityQuestionBody, type Member } from '@timpora/contracts';
import { namedId, type Transaction } from '@timpora/exchange';
import type { Suspicion } from '@timpora/rules';

import { listText } from './identity-question.policy.js';

/** The question of a rule has the id of its references: an officer's has another. */
export const ruleQuestionId = (issuer: string, suspectedRefs: readonly string[]): string =>
  namedId(`identity-question/${issuer}/${listText(suspectedRefs)}`);

/** Asks imigrasi whether two references are one person, where nobody here has asked it yet. */
export async function suspectOnce(
  tx: Transaction<Member>,
  { suspectedRefs, basis: matchBasis }: Pick<Suspicion, 'suspectedRefs' | 'basis'>,
  { member, today }: { readonly member: Member; readonly today: Day },
): Promise<void> {
  const asked = await tx.heldWith(IdentityQuestion, { suspectedRefs: listText(suspectedRefs) });
  if (asked.some(({ issuer }) => issuer === member)) return;
  const body: IdentityQuestionBody = { questionKind: 'SAME_PERSON', suspectedRefs: [...suspectedRefs], matchBasis, askedOn: today };
  await tx.state(DuplicateSuspected, body, { factId: ruleQuestionId(member, suspectedRefs) });
}
