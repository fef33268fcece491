import { Inject, Injectable } from '@nestjs/common';
import type { Words } from '@timpora/contracts';
import { findRule } from '@timpora/rules';
import { DataSource } from 'typeorm';

import { Advise } from '../alerts/advise.js';
import type { ShownFact } from '../reading/facts.sql.js';
import { nameFields, type View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { alertsOnDesk, isOpenAlert, type AlertOnDesk } from './alerts.js';
import { closedAlerts, openAlerts } from './alerts.sql.js';
import { factsOfKinds } from './desk.sql.js';

/** Kinds by which the place of an alert is known. */
const placeKinds = ['residence', 'employment', 'teacher-assignment'];

/** Finds the alerts of an agency's officers, with what they need beside them. */
@Injectable()
export class DeskAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly advise: Advise,
    @Inject(VIEW) private readonly view: View,
  ) {}

  async find(limit: number): Promise<{ readonly open: readonly AlertOnDesk[]; readonly closed: readonly AlertOnDesk[] }> {
    const { member } = this.view;
    const [open, closed] = [await openAlerts(this.db, member, limit), await closedAlerts(this.db, member)];
    const subjects = [...new Set([...open, ...closed].flatMap(({ subjectRef }) => subjectRef ?? []))];
    const kinds = [...placeKinds, ...nameFields(this.view).map(({ fact }) => fact.kind)];
    const facts = await factsOfKinds(this.db, subjects, kinds);
    const known = { facts, advice: await this.adviceOn(open) };
    return { open: alertsOnDesk(this.view, open, known), closed: alertsOnDesk(this.view, closed, known) };
  }

  /** What to do first about each open alert among these facts, by its id. One after another: a page is not worth all connections. */
  async adviceOn(facts: readonly ShownFact[]): Promise<ReadonlyMap<string, Words>> {
    const advice = new Map<string, Words>();
    const asking = facts.filter((fact) => fact.kind === 'alert' && isOpenAlert(fact) && findRule(String(fact.body?.['ruleId'])));
    for (const alert of asking) advice.set(alert.factId, (await this.advise.execute(alert.issuer, alert.factId)).advice);
    return advice;
  }
}
