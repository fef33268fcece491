import type { Problem } from '@timpora/access';
import {
  addDays,
  addWorkingDays,
  choiceOn,
  settingOn,
  type StatedValues,
  type AlertBody,
  type Day,
  type EnforcementAlertBody,
  type FactReference,
} from '@timpora/contracts';
import { dueDays, findRule, isSameFact, type Finding, type JudgedFacts, type Rule } from '@timpora/rules';

import { alertNotOpen, alreadyAssigned, alreadyTaken, notYetDue } from './problems.js';

type State = Pick<AlertBody, 'state'>;

export const isOpen = ({ state }: State): boolean => state !== 'WITHDRAWN' && state !== 'RESOLVED';

export function mayAcknowledge(alert: State): Problem | null {
  if (!isOpen(alert)) return alertNotOpen;
  return alert.state === 'RAISED' || alert.state === 'ESCALATED' ? null : alreadyTaken;
}

export function mayAssign(alert: State): Problem | null {
  if (!isOpen(alert)) return alertNotOpen;
  return alert.state === 'ASSIGNED' ? alreadyAssigned : null;
}

export const mayResolve = (alert: State): Problem | null => (isOpen(alert) ? null : alertNotOpen);

/** 1: the head of the desk; 2: the chair of the team, above whom there is nobody. */
const highestLevel = 2;

/** The day on which an alert that nobody looked at goes one level up. */
export const escalatesOn = ({ state, level, dueOn }: Pick<AlertBody, 'state' | 'level' | 'dueOn'>): Day | null =>
  isOpen({ state }) && level < highestLevel ? addDays(dueOn, 1) : null;

export function mayEscalate(alert: AlertBody, today: Day): Problem | null {
  if (!isOpen(alert)) return alertNotOpen;
  const day = escalatesOn(alert);
  return day !== null && day <= today ? null : notYetDue;
}

/** A rule of a later service may be unknown here; its alerts are looked at within this time. */
const dueDaysWhenUnknown = 5;

/** By when somebody should have looked, counted from today. */
export function dueFrom(today: Day, ruleId: string, stated: StatedValues = []): Day {
  const rule = findRule(ruleId);
  return addWorkingDays(today, rule ? settingOn(dueDays(rule), today, stated) : dueDaysWhenUnknown, stated);
}

/** Do other enforcement members hear of this finding? */
export const isEnforced = (
  { id, enforcement }: Rule,
  { branch }: Pick<Finding, 'branch'>,
  { today, stated = [] }: { today: Day; stated?: StatedValues },
): boolean =>
  enforcement !== undefined &&
  choiceOn('enforcement.rules', today, stated).split(' ').includes(id) &&
  (enforcement.branches === undefined || (branch !== undefined && enforcement.branches.includes(branch)));

/** What enforcement members are told when the alert has changed; null: nothing of theirs did. */
export function told(
  { state, urgency, dueOn, closeReason }: AlertBody,
  known: Pick<EnforcementAlertBody, 'state' | 'urgency' | 'dueOn'>,
): Pick<EnforcementAlertBody, 'state' | 'urgency' | 'dueOn' | 'closeReason'> | null {
  if (known.state === 'CLOSED' || known.state === 'WITHDRAWN') return null;
  if (!isOpen({ state }))
    return { urgency, dueOn, state: state === 'RESOLVED' ? 'CLOSED' : 'WITHDRAWN', ...(closeReason && { closeReason }) };
  return known.urgency === urgency && known.dueOn === dueOn ? null : { urgency, dueOn, state: known.state };
}

type Area = Pick<EnforcementAlertBody, 'district' | 'areaKind'>;

/** Where to look first: where the work is of which the alert is about, or the home. */
export function areaOf(facts: JudgedFacts, area: 'HOME' | 'WORK', anchor: FactReference): Area {
  const home = facts.residence.find(({ body }) => body.state === 'CURRENT')?.body.district;
  const work = facts.employment.find(({ ref }) => isSameFact(ref, anchor))?.body.workDistricts[0];
  const district = area === 'HOME' ? home : work;
  return district === undefined ? { district: 'outside', areaKind: 'NONE' } : { district, areaKind: area };
}
