import { earlyOn, type Day, type FactReference } from '@timpora/contracts';

import { isSameFact, type Finding, type Judgement } from './rule.js';

export type CloseReason = 'CONDITION_GONE' | 'NEXT_STAGE' | 'FACT_CORRECTED' | 'FACT_RETRACTED' | 'RULE_RETIRED';

/** An alert that was raised before, open or not. */
export interface KnownAlert {
  readonly factId: string;
  readonly branch?: string;
  readonly anchor: FactReference;
  readonly evidence: readonly FactReference[];
  readonly isOpen: boolean;
  /** An officer closed it: final for what the anchor said then. */
  readonly isResolved: boolean;
  /** Since then its condition has been false once. */
  readonly wasGone: boolean;
}

/** How a fact that an alert points to stands now. */
export interface Standing {
  readonly version: string;
  readonly change: 'stated' | 'corrected' | 'retracted';
  /** Something happened: it was neither told better than before, nor is it only that a day has passed, as an owner's timer says. */
  readonly isReal: boolean;
}

export interface Situation {
  readonly judgement: Judgement;
  /** Of this rule, about this resident. */
  readonly alerts: readonly KnownAlert[];
  /** Domain time, unix ms. */
  readonly nowMs: number;
  readonly settleMs: number;
  /** When the newest fact that the rule read came from another member, unix ms; null when all are own. */
  readonly newestArrivalMs: number | null;
  /** Owners of facts that the rule reads, from whom there should be news and is none. Nothing is raised meanwhile. */
  readonly waitingFor: readonly string[];
  readonly isRetired: boolean;
  readonly standingOf: (ref: FactReference) => Standing | null;
  /** What makes this alert's resident the same person as another, where the condition would still hold without. */
  readonly linkEnding: (alert: KnownAlert) => FactReference | null;
  /** Was the alert that this rule follows open about this anchor? */
  readonly wasFollowed: (anchor: FactReference) => boolean;
}

export interface Withdrawal {
  readonly alert: KnownAlert;
  readonly reason: CloseReason;
  readonly closeFact: FactReference | null;
}

export interface Decision {
  readonly raise: readonly Finding[];
  readonly withdraw: readonly Withdrawal[];
  /** What would be raised if there were news from those who are waited for. */
  readonly waiting: readonly Finding[];
  readonly waitingFor: readonly string[];
  /** Resolved alerts whose condition is gone: they may come back. */
  readonly gone: readonly KnownAlert[];
  /** When to judge again although no fact changed, unix ms. */
  readonly nextLookMs: number | null;
}

/** News may come at any time, and leaves no mark. */
const newsAfterMs = 10 * 60_000;

const startOf = (day: Day): number => Date.parse(`${day}T00:00:00+07:00`);

export const isAbout =
  ({ branch, anchor }: Pick<Finding, 'branch' | 'anchor'>) =>
  (alert: KnownAlert): boolean =>
    alert.branch === branch && isSameFact(alert.anchor, anchor);

/** What follows from a judgement: what is raised now, what is withdrawn, and when to look again. Twice is once. */
export function decide(situation: Situation): Decision {
  const { judgement, alerts, nowMs, isRetired, waitingFor } = situation;
  const findings = isRetired ? [] : judgement.findings;
  const absent = alerts.filter((alert) => !findings.some((finding) => isAbout(finding)(alert)));
  const wanted = findings
    .filter((finding) => mayRaise(situation, finding))
    .map((finding) => ({ finding, settledMs: settledAt(situation, finding) }));
  const settled = wanted.filter(({ settledMs }) => settledMs <= nowMs);
  const mustWait = waitingFor.length > 0 && settled.length > 0;
  const ripe = settled.map(({ finding }) => finding);
  const [raise, waiting] = mustWait ? [[], ripe] : [ripe, []];
  const looks = [
    ...wanted.flatMap(({ settledMs }) => (settledMs > nowMs ? [settledMs] : [])),
    ...(mustWait ? [nowMs + newsAfterMs] : []),
    ...(judgement.nextLook === null ? [] : [Date.parse(earlyOn(judgement.nextLook))]),
  ];
  return {
    ...{ raise, waiting, waitingFor },
    withdraw: absent.filter(({ isOpen }) => isOpen).map((alert) => ({ alert, ...whyGone(situation, alert) })),
    gone: absent.filter(({ isResolved, wasGone }) => isResolved && !wasGone),
    nextLookMs: looks.length === 0 ? null : Math.min(...looks),
  };
}

/** The condition must have stood for a while: what explains it may only be late. */
function settledAt({ settleMs, newestArrivalMs, wasFollowed, nowMs }: Situation, { anchor, since }: Finding): number {
  return wasFollowed(anchor) ? nowMs : Math.max(startOf(since), newestArrivalMs ?? 0) + settleMs;
}

/** What an officer resolved comes back only when it was gone meanwhile, or its anchor changed for real. */
function mayRaise({ alerts, standingOf }: Situation, finding: Finding): boolean {
  const alert = alerts.find(isAbout(finding));
  if (!alert) return true;
  if (alert.isOpen) return false;
  if (!alert.isResolved || alert.wasGone) return true;
  const standing = standingOf(finding.anchor);
  return standing !== null && standing.isReal && isNewer(standing, alert.anchor);
}

const isNewer = ({ version }: Standing, than: FactReference): boolean => Number(version) > Number(than.version ?? 0);

function whyGone({ judgement, isRetired, standingOf, linkEnding }: Situation, alert: KnownAlert): Omit<Withdrawal, 'alert'> {
  if (isRetired) return { reason: 'RULE_RETIRED', closeFact: null };
  const link = linkEnding(alert);
  // That two references were two persons had been told wrongly.
  if (link) return { reason: 'FACT_CORRECTED', closeFact: link };
  if (judgement.nextStage?.some((anchor) => isSameFact(anchor, alert.anchor))) return { reason: 'NEXT_STAGE', closeFact: alert.anchor };
  return whyChanged(standingOf, alert);
}

function whyChanged(standingOf: Situation['standingOf'], { anchor, evidence }: KnownAlert): Omit<Withdrawal, 'alert'> {
  const moved = [anchor, ...evidence].flatMap((ref) => {
    const standing = standingOf(ref);
    return standing && isNewer(standing, ref) ? [{ change: standing.change, ref: { ...ref, version: standing.version } }] : [];
  });
  const changed = (change: Standing['change']): FactReference | undefined => moved.find((each) => each.change === change)?.ref;
  const retracted = changed('retracted');
  if (retracted) return { reason: 'FACT_RETRACTED', closeFact: retracted };
  const corrected = changed('corrected');
  if (corrected) return { reason: 'FACT_CORRECTED', closeFact: corrected };
  return { reason: 'CONDITION_GONE', closeFact: moved[0]?.ref ?? null };
}
