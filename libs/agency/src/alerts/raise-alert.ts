import { Alert, AlertRaised, AlertWithdrawn, type AlertBody, type Day, type Member, type StatedValues } from '@timpora/contracts';
import { namedId, type Held, type Transaction } from '@timpora/exchange';
import type { Finding, JudgedFacts, Rule, Withdrawal } from '@timpora/rules';

import { suspectOnce } from '../identity-questions/suspect-once.js';
import { areaOf, dueFrom, isEnforced, isOpen } from './alert.policy.js';
import { followEnforcement, openEnforcement } from './tell-enforcement.js';

/** One alert a rule, branch and anchor, whoever states it and however often: a second instance or a restored database states the same one. */
export const alertIdOf = (issuer: Member, { id }: Rule, { branch = '', anchor }: Finding): string =>
  namedId(`alert/${issuer}/${id}/${branch}/${anchor.owner}/${anchor.kind}/${anchor.factId}`);

export interface Raising {
  readonly member: Member;
  readonly rule: Rule;
  readonly finding: Finding;
  readonly subjectRef: string;
  readonly facts: JudgedFacts;
  readonly today: Day;
  /** Domain instant. */
  readonly now: string;
}

/** Raises an alert, or raises it again. */
export async function raiseAlert(tx: Transaction<Member>, raising: Raising): Promise<void> {
  const { member, rule, finding, today } = raising;
  const factId = alertIdOf(member, rule, finding);
  const stated = await tx.statedValues();
  const body = bodyOf(raising, stated);
  const known = await tx.find(Alert, factId);
  if (known && isOpen(known.body)) return;
  const alert = known
    ? await tx.revise(AlertRaised, known, { ...body, closeReason: undefined, closeFact: undefined, unit: undefined })
    : await tx.state(AlertRaised, body, { factId });
  for (const suspicion of finding.suspicions ?? []) await suspectOnce(tx, suspicion, { member, today });
  await tellEnforcement(tx, alert, { ...raising, stated });
}

async function tellEnforcement(
  tx: Transaction<Member>,
  alert: Held<typeof Alert>,
  { rule, finding, facts, subjectRef, today, stated }: Raising & { readonly stated: StatedValues },
): Promise<void> {
  if (!rule.enforcement || !isEnforced(rule, finding, { today, stated })) return;
  const { ask, area, namesSubject } = rule.enforcement;
  await openEnforcement(tx, alert, { ask, ...areaOf(facts, area, finding.anchor), ...(namesSubject && { subjectRef }) });
}

const bodyOf = ({ rule, finding, subjectRef, today, now }: Raising, stated: StatedValues): AlertBody => {
  const { branch, anchor, evidence, organisationKey, since } = finding;
  return {
    ...{ subjectRef, ruleId: rule.id, ruleVersion: rule.version, anchor, evidence: [...evidence], conditionSince: since },
    ...{ raisedAt: now, dueOn: dueFrom(today, rule.id, stated), urgency: rule.urgency, level: 0, state: 'RAISED' },
    ...(branch && { branch }),
    ...(organisationKey && { organisationKey }),
  };
};

/** Takes an alert back whose condition does not hold any more. */
export async function withdrawAlert(tx: Transaction<Member>, { alert, reason, closeFact }: Withdrawal): Promise<void> {
  const known: Held<typeof Alert> | null = await tx.find(Alert, alert.factId);
  if (!known || known.change === 'retracted' || !isOpen(known.body)) return;
  const withdrawn = await tx.revise(AlertWithdrawn, known, { state: 'WITHDRAWN', closeReason: reason, closeFact: closeFact ?? undefined });
  await followEnforcement(tx, withdrawn);
}
