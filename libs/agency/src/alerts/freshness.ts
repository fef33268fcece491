import { Inject, Injectable } from '@nestjs/common';
import { statersOf, type Member } from '@timpora/contracts';
import { Clock, Exchange } from '@timpora/exchange';
import { silentOwners, type On, type Rule } from '@timpora/rules';

import type { View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';

/** The owners from whom there should be news about what a rule reads, and is none. */
export type SilentOwners = (rule: Rule) => readonly string[];

/** How well those are heard whose facts rules read. */
@Injectable()
export class Freshness {
  constructor(
    private readonly exchange: Exchange<Member>,
    private readonly clock: Clock,
    @Inject(VIEW) private readonly view: View,
  ) {}

  /** Asked only where one of the rules reads what others state. */
  async silentOwners(rules: readonly Rule[], { settings }: On): Promise<SilentOwners> {
    if (rules.every((rule) => this.ownersRead(rule).length === 0)) return () => [];
    const hearings = (await this.exchange.hearings()).map(({ heardAtMs, ...hearing }) => ({
      ...hearing,
      heardMs: this.clock.domainMsOf(heardAtMs),
    }));
    const [nowMs, hours] = [this.clock.domainMs(), settings.number('freshness.hours')];
    return (rule) => silentOwners(hearings, { owners: this.ownersRead(rule), nowMs, hours });
  }

  /** Everybody else whose facts the rule reads. */
  private ownersRead({ reads }: Rule): readonly string[] {
    const { member, catalogue } = this.view;
    const kinds = reads.flatMap((kind) => catalogue.factByKind.get(kind) ?? []);
    return [...new Set(kinds.flatMap((fact) => statersOf(catalogue, fact)))].filter((owner) => owner !== member);
  }
}
