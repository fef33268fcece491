import {
  Alert,
  EnforcementAlert,
  EnforcementAlertClosed,
  EnforcementAlertRaised,
  EnforcementAlertUpdated,
  type EnforcementAlertBody,
  type Member,
} from '@timpora/contracts';
import { namedId, type Held, type Transaction } from '@timpora/exchange';

import { told } from './alert.policy.js';

type AlertHeld = Held<typeof Alert>;

const idFor = ({ factId }: AlertHeld): string => namedId(`enforcement-alert/${factId}`);

/** Tells the enforcement members of an alert, in its transaction. */
export async function openEnforcement(
  tx: Transaction<Member>,
  alert: AlertHeld,
  how: Pick<EnforcementAlertBody, 'ask' | 'district' | 'areaKind' | 'subjectRef'>,
): Promise<void> {
  const { ruleId, urgency, dueOn, organisationKey } = alert.body;
  const about = { kind: Alert.kind, factId: alert.factId, owner: alert.issuer };
  const body: EnforcementAlertBody = { ...how, ruleId, about, urgency, dueOn, state: 'OPEN', ...(organisationKey && { organisationKey }) };
  const known = await tx.find(EnforcementAlert, idFor(alert));
  if (!known) await tx.state(EnforcementAlertRaised, body, { factId: idFor(alert), causationId: alert.eventId });
  else await tx.revise(EnforcementAlertRaised, known, { ...body, closeReason: undefined, takenUpBy: undefined });
}

/** What became of an alert is told to whom it was told, in the transaction in which it became so. */
export async function followEnforcement(tx: Transaction<Member>, alert: AlertHeld): Promise<void> {
  const known = await tx.find(EnforcementAlert, idFor(alert));
  const change = known && told(alert.body, known.body);
  if (!known || !change) return;
  const event = change.closeReason === undefined ? EnforcementAlertUpdated : EnforcementAlertClosed;
  await tx.revise(event, known, change, { causationId: alert.eventId });
}
