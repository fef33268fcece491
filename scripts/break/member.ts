import type { Settings } from '@timpora/config';
import type { Member as MemberName } from '@timpora/contracts';
import { heldDigests, listAlarms, type Exchange, type HeldDigest } from '@timpora/exchange';
import type pg from 'pg';

import { eventually } from '../launch/eventually.js';
import { openExchange, type Player } from './settings.js';

/** One agency of the demonstration: can be stopped, restored from a backup, and started again. */
export class Member {
  /** Codes of its log since the last `listen`. */
  private heard: string[] = [];
  private exchange: Exchange<MemberName> | null = null;

  constructor(
    readonly name: Player,
    readonly settings: Settings,
    private readonly admin: pg.Client,
  ) {}

  get open(): Exchange<MemberName> {
    if (!this.exchange) throw new Error(`${this.name} is stopped`);
    return this.exchange;
  }

  /** Runs, and its past is settled. */
  async start(): Promise<void> {
    const exchange = await openExchange(this.settings, (code) => this.heard.push(code));
    this.exchange = exchange;
    const epoch = await this.epoch();
    exchange.start();
    // The lease of one that was killed still counts for a moment.
    const settled = await eventually(async () => ((await this.epoch()) > epoch && (await exchange.mayState()) ? true : null), 60_000);
    if (!settled) throw new Error(`${this.name} did not settle its past in a minute`);
  }

  async stop(): Promise<void> {
    const { exchange } = this;
    this.exchange = null;
    await exchange?.stop();
    await exchange?.close();
  }

  /** Keeps a copy of its database; it stands still meanwhile. */
  async backUp(): Promise<void> {
    await this.stop();
    await this.admin.query(`drop database if exists "${this.name}_backup" with (force)`);
    await this.admin.query(`create database "${this.name}_backup" template "${this.name}"`);
    await this.start();
  }

  /** Puts the copy in the place of its stopped database. */
  async restore(): Promise<void> {
    await this.admin.query(`drop database "${this.name}" with (force)`);
    await this.admin.query(`create database "${this.name}" template "${this.name}_backup" owner "${this.name}"`);
  }

  query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.open.db.query<Row[]>(sql, [...values]);
  }

  digests(): Promise<readonly HeldDigest[]> {
    return heldDigests(this.open.db, this.name);
  }

  /** How many facts it holds of a kind. */
  async count(kind: string): Promise<number> {
    const [row] = await this.query<{ facts: string }>('select count(*) as facts from fact where kind = $1', [kind]);
    return Number(row?.facts ?? 0);
  }

  private async epoch(): Promise<number> {
    const [row] = await this.query<{ epoch: string }>('select epoch from relay_lease');
    return Number(row?.epoch ?? 0);
  }

  listen(): void {
    this.heard = [];
  }

  /** What it has noticed since: log codes of alarms and of the relay, in their order, each with how often. */
  noticed(): readonly string[] {
    const times = new Map<string, number>();
    for (const code of this.heard.filter(isTold)) times.set(code, (times.get(code) ?? 0) + 1);
    return [...times].map(([code, count]) => (count > 1 ? `${code} (${count} times)` : code));
  }

  async alarms(): Promise<Awaited<ReturnType<typeof listAlarms>>> {
    return listAlarms(this.open.db);
  }
}

/** The rest is the ordinary course of things. */
const isTold = (code: string): boolean => code.startsWith('alarm.') || told.has(code);
const told = new Set(['relay.past-settled', 'relay.trying-again', 'consumer.crashed', 'consumer.rebuilding', 'relay.lease-lost']);
