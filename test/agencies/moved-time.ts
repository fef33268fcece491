import type { RunningAgency } from '@timpora/agency';
import { agencies, type Agency } from '@timpora/contracts';
import { Clock } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aPermit, aPerson } from './residents.js';

/** An alert as it is held. */
export interface AlertRow {
  readonly rule: string;
  readonly state: string;
  readonly reason: string | null;
  readonly version: string;
  readonly fact_id: string;
}

type About = Pick<ShownFact, 'subjectRef'>;

/** An exchange at which days come: domain time is moved on at every agency, and only forward. */
export class MovedTime {
  /** A further instance of an agency. */
  second: RunningAgency | null = null;

  constructor(readonly x: RunningExchange) {}

  /** It is then at every agency, Jakarta time. */
  comes(at: string): void {
    for (const agency of agencies) this.x.does(agency, Clock).moveTo(`${at}+07:00`);
    this.second?.app.get(Clock).moveTo(`${at}+07:00`);
  }

  accepted(agency: Agency, path: string, body: unknown, version?: string): Promise<ShownFact> {
    return this.x.client.accepted(agency, path, body, version === undefined ? {} : { version });
  }

  identified(change: Record<string, unknown> = {}): Promise<ShownFact> {
    return this.accepted('imigrasi', '/api/foreign-nationals', aPerson(change));
  }

  async permitted(validTo: string, change: Record<string, unknown> = {}): Promise<ShownFact> {
    const { subjectRef } = await this.identified();
    return this.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, { validTo, ...change }));
  }

  rowsOf(agency: Agency, { subjectRef }: About, kind = 'alert'): Promise<AlertRow[]> {
    return this.x.query<AlertRow>(
      agency,
      `select body->>'ruleId' as rule, body->>'state' as state, body->>'closeReason' as reason, version, fact_id from fact
        where kind = $2 and subject_ref = $1 order by body->>'ruleId'`,
      [subjectRef, kind],
    );
  }

  /** The alerts about a resident: `AL-01 RAISED`. */
  async alertsOf(agency: Agency, about: About): Promise<readonly string[]> {
    return (await this.rowsOf(agency, about)).map(({ rule, state, reason }) => [rule, state, reason].filter(Boolean).join(' '));
  }

  raises(agency: Agency, about: About, ...wanted: readonly string[]): Promise<void> {
    return eventually(() => this.alertsOf(agency, about), wanted, 120_000);
  }

  /** The version of this rule's alert about a resident, and what it says. */
  async alert(agency: Agency, about: About, rule: string): Promise<ShownFact> {
    const row = (await this.rowsOf(agency, about)).find((each) => each.rule === rule);
    return (await this.x.client.get(agency, `/api/facts/alert/${agency}/${row?.fact_id}`)).body;
  }

  isLookedAt(agency: Agency): Promise<void> {
    return eventually(() => this.x.query(agency, 'select 1 from due'), [], 60_000);
  }

  /** What was said before domain time was moved on is no news. */
  async hearsAgain(agency: Agency, ...owners: readonly Agency[]): Promise<void> {
    const clock = this.x.does(agency, Clock);
    const moved = clock.domainMs();
    const isHeard = async (): Promise<boolean> => {
      const rows = await this.x.query<{ heard_at: Date }>(agency, 'select heard_at from member_statement where member = any ($1)', [
        owners,
      ]);
      return rows.length === owners.length && rows.every(({ heard_at }) => clock.domainMsOf(heard_at.getTime()) > moved);
    };
    await eventually(isHeard, true, 60_000);
  }

  async current({ kind, issuer, factId }: ShownFact, at: Agency = issuer): Promise<ShownFact> {
    return (await this.x.client.get(at, `/api/facts/${kind}/${issuer}/${factId}`)).body;
  }
}
