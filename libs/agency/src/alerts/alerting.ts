import type { ModuleRef } from '@nestjs/core';
import { Alert, catalogue, type Member } from '@timpora/contracts';
import type { Reaction } from '@timpora/exchange';

import { AcknowledgeAlert } from './acknowledge-alert.js';
import { Advise } from './advise.js';
import { escalatesOn } from './alert.policy.js';
import { AssignAlert } from './assign-alert.js';
import { EscalateAlert } from './escalate-alert.js';
import { FollowRules, followingRules, kindsJudgedBy } from './follow-rules.js';
import { Freshness } from './freshness.js';
import { ResolveAlert } from './resolve-alert.js';

export const alertingProviders = [Freshness, FollowRules, Advise, AcknowledgeAlert, AssignAlert, ResolveAlert, EscalateAlert];

/** Alerts that nobody looked at go one level up, at every agency. */
export const alertEscalation = { name: 'alert-escalation', fact: Alert, next: escalatesOn, useCase: EscalateAlert };

/** Follows the rules of which a member is the owner, if it has any. */
export function rulesFor(member: Member, use: ModuleRef): readonly Reaction[] {
  const kinds = kindsJudgedBy({ member, catalogue });
  const react: Reaction['react'] = (db, subjectRef) => use.get(FollowRules, { strict: false }).react(db, subjectRef);
  return kinds.length === 0 ? [] : [{ name: followingRules, kinds, react }];
}
