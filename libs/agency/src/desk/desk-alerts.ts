import { Inject, Injectable } from '@nestjs/common';
import { Alert, wordsOfCode, type Words } from '@timpora/contracts';
import { Clock, statedValues } from '@timpora/exchange';
import { findRule } from '@timpora/rules';
import { DataSource } from 'typeorm';

import { Advise } from '../alerts/advise.js';
import { onDay, rulesFollowedBy } from '../alerts/follow-rules.js';
import { Freshness } from '../alerts/freshness.js';
import { waitingAlerts, type WaitingAlert } from '../alerts/waiting.sql.js';
import type { ShownFact } from '../reading/facts.sql.js';
import { nameFields, type View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { alertsOnDesk, factsOf, isOpenAlert, type WaitingOnDesk } from './alerts.js';
import { closedAlerts, openAlerts } from './alerts.sql.js';
import { factsOfKinds } from './desk.sql.js';
import { nameIn } from './resident.js';
import type { AlertsOfStart } from './start-page.js';

/** Kinds by which the place of an alert is known. */
const placeKinds = ['residence', 'employment', 'teacher-assignment'];

/** Finds the alerts of an agency's officers, with what they need beside them. */
@Injectable()
export class DeskAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly advise: Advise,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    @Inject(VIEW) private readonly view: View,
  ) {}

  async find(limit: number): Promise<AlertsOfStart> {
    const { member } = this.view;
    const [open, closed] = [await openAlerts(this.db, member, limit), await closedAlerts(this.db, member)];
    const waiting = await waitingAlerts(this.db, limit);
    const subjects = [...new Set([...open, ...closed, ...waiting].flatMap(({ subjectRef }) => subjectRef ?? []))];
    const kinds = [...placeKinds, ...nameFields(this.view).map(({ fact }) => fact.kind)];
    const facts = await factsOfKinds(this.db, subjects, kinds);
    const known = { facts, advice: await this.adviceOn(open) };
    return {
      open: alertsOnDesk(this.view, open, { ...known, silent: await this.silentOwners() }),
      closed: alertsOnDesk(this.view, closed, known),
      waiting: waiting.flatMap((each) => this.onDesk(each, facts)),
    };
  }

  private onDesk({ ruleId, subjectRef, waitingFor }: WaitingAlert, facts: readonly ShownFact[]): readonly WaitingOnDesk[] {
    if (!findRule(ruleId)) return [];
    const title = wordsOfCode({ kind: Alert.kind, field: 'ruleId', code: ruleId });
    return [{ title, subjectRef, waitingFor, name: nameIn(this.view, factsOf(facts, subjectRef)) }];
  }

  /** Who is not heard, for each own alert. */
  private async silentOwners(): Promise<(alert: ShownFact) => readonly string[]> {
    const silent = await this.freshness.silentOwners(rulesFollowedBy(this.view), onDay(this.clock.legalDay(), await statedValues(this.db)));
    return ({ kind, issuer, body }) => {
      const rule = kind === 'alert' && issuer === this.view.member ? findRule(String(body?.['ruleId'])) : undefined;
      return rule ? silent(rule) : [];
    };
  }

  /** What to do first about each open alert among these facts, by its id. One after another: a page is not worth all connections. */
  async adviceOn(facts: readonly ShownFact[]): Promise<ReadonlyMap<string, Words>> {
    const advice = new Map<string, Words>();
    const asking = facts.filter((fact) => fact.kind === 'alert' && isOpenAlert(fact) && findRule(String(fact.body?.['ruleId'])));
    for (const alert of asking) advice.set(alert.factId, (await this.advise.execute(alert.issuer, alert.factId)).advice);
    return advice;
  }
}
