import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import { Alert, wordsOfCode, type AlertBody } from '@timpora/contracts';
import { Clock, statedValues } from '@timpora/exchange';
import { findRule, noFacts, type Text } from '@timpora/rules';
import { DataSource } from 'typeorm';

import { findFact } from '../reading/facts.sql.js';
import type { View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import { onDay } from './follow-rules.js';
import { knownOf } from './judged.sql.js';
import { alertUnknown } from './problems.js';

/** What an officer reads first about an alert. */
export interface Advice {
  readonly subjectRef: string | null;
  readonly ruleId: string;
  readonly title: Text;
  /** What to do first, and why it may be harmless. */
  readonly advice: Text;
}

const unknownRule: Text = { id: 'Aturan ini belum dikenal di sini', en: 'This rule is not known here yet' };

/** Says in words what an alert asks for. It is judged for today, by what is held now. */
@Injectable()
export class Advise {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(VIEW) private readonly view: View,
  ) {}

  /** @throws {DomainError} `alert.not-found` */
  async execute(issuer: string, factId: string): Promise<Advice> {
    const alert = await findFact(this.db, Alert.kind, { issuer, factId });
    const body = alert?.body as AlertBody | null | undefined;
    if (!alert || !body) throw new DomainError(alertUnknown);
    const { ruleId, anchor } = body;
    const rule = findRule(ruleId);
    const subjectRef = alert.subjectRef ?? null;
    const title = wordsOfCode({ kind: Alert.kind, field: 'ruleId', code: ruleId });
    if (!rule) return { subjectRef, ruleId, title, advice: unknownRule };
    const facts = subjectRef === null ? noFacts : (await knownOf(this.db, this.view, { subjectRef })).facts;
    const on = onDay(this.clock.legalDay(), await statedValues(this.db));
    return { subjectRef, ruleId, title, advice: rule.advice(facts, anchor, on) };
  }
}
