import { settingsFrom, type Settings } from '@timpora/config';
import { catalogue, type Member } from '@timpora/contracts';
import { Clock, Exchange } from '@timpora/exchange';
import { createLogger, createMetrics, Progress } from '@timpora/observing';

/** Who takes part in the demonstration. */
export const players = ['imigrasi', 'dukcapil', 'disnaker', 'polres'] as const;
export type Player = (typeof players)[number];

/** Shorter than in earnest, so that nobody has to wait for patience to end. */
export const periods = {
  TIMPORA_LEASE_MS: '2000',
  TIMPORA_POLL_MAX_MS: '100',
  TIMPORA_GATHER_MS: '2',
  TIMPORA_STATEMENT_MS: '100',
  TIMPORA_AUDIT_MS: '200',
  TIMPORA_GAP_PATIENCE_MS: '500',
  TIMPORA_RESEND_EVERY_MS: '1000',
  TIMPORA_SESSION_MS: '6000',
};

export const settingsOf = (environment: Readonly<Record<string, string | undefined>>, player: Player): Settings =>
  settingsFrom(environment, player);

/** One member's side of the exchange, without HTTP. `hear` gets the code of every log line. */
export const openExchange = (settings: Settings, hear: (code: string) => void): Promise<Exchange<Member>> =>
  Exchange.open({
    settings,
    member: settings.member as Member,
    catalogue,
    clock: new Clock(),
    log: createLogger({
      member: settings.member,
      level: 'info',
      destination: { write: (line) => hear((JSON.parse(line) as { event: string }).event) },
    }),
    metrics: createMetrics(settings.member),
    progress: new Progress({ loops: ['relay', 'consumer'], stuckAfterMs: 120_000 }),
  });
