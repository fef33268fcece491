import { addDays, daysBetween, type Day, type FactReference } from '@timpora/contracts';

import type { Bodies, JudgedFacts, Seen } from './facts.js';
import { firstAfter, isSameFact, latest, type Finding, type Judgement, type On } from './rule.js';

type Permit = Seen<Bodies['stay-permit']>;
type Application = Seen<Bodies['permit-application']>;

/** Days after the last lawful one: 1 to 59 are the zone of the daily charge (UU 6/2011 art. 78), from 61 on it is another; the act is silent on 60. */
type Stage = 'CHARGE' | 'DAY_60' | 'BEYOND';

const firstDayOf = { CHARGE: 1, DAY_60: 60, BEYOND: 61 } as const satisfies Record<Stage, number>;

const stageOf = (days: number): Stage => (days < firstDayOf.DAY_60 ? 'CHARGE' : days < firstDayOf.BEYOND ? 'DAY_60' : 'BEYOND');

const forEver = '9999-12-31';

const mayProtect = ({ body: { applicationKind } }: Application, { settings }: On): boolean =>
  applicationKind === 'CONVERSION' || (applicationKind === 'EXTENSION' && settings.choice('overstay.pending-extension-protects') === 'yes');

/**
 * The last day on which an application about the permit protects: for ever while it is open or when it was granted; null when it does not. It
 * protects who filed and paid on or before the last lawful day; a conversion always, an extension while the setting says so.
 */
function protectsUntil(application: Application, validTo: Day, on: On): Day | null {
  const { filedOn, paidOn = forEver, decidedOn = validTo, outcome } = application.body;
  if (!mayProtect(application, on) || filedOn > validTo || paidOn > validTo || outcome === 'WITHDRAWN') return null;
  if (outcome !== 'REFUSED') return forEver;
  return latest(validTo, addDays(decidedOn, on.settings.number('overstay.refusal-grace-days')));
}

const isValidOn = ({ body: { state, validFrom, validTo = forEver } }: Permit, day: Day): boolean =>
  state === 'VALID' && validFrom <= day && validTo >= day;

interface Overstay {
  readonly permit: Permit;
  readonly validTo: Day;
  /** Last day of protection by an application. */
  readonly protectedUntil: Day;
  /** Something else than time speaks against it: abroad, gone for good, valid otherwise. */
  readonly isExplained: boolean;
  readonly evidence: readonly FactReference[];
}

function overstayBy(permit: Permit, facts: JudgedFacts, on: On): readonly Overstay[] {
  const { state, validTo, validFrom, holderAbroadSince } = permit.body;
  if (validTo === undefined || (state !== 'VALID' && state !== 'EXPIRED')) return [];
  const applications = facts['permit-application'].filter(({ body }) => body.permitFact?.factId === permit.ref.factId);
  const hasLeft = facts['final-departure'].some(({ body }) => body.departedOn >= validFrom);
  const hasAnother = facts['stay-permit'].some((other) => other !== permit && isValidOn(other, on.today));
  return [
    {
      permit,
      validTo,
      protectedUntil: latest(validTo, ...applications.flatMap((each) => protectsUntil(each, validTo, on) ?? [])),
      isExplained: holderAbroadSince !== undefined || hasLeft || hasAnother,
      evidence: [permit.ref, ...applications.map(({ ref }) => ref)].slice(0, 20),
    },
  ];
}

/** Judges one stage of the time after a permit's last day. */
export function judgeStage(stage: Stage, facts: JudgedFacts, on: On): Judgement {
  const overstays = facts['stay-permit'].flatMap((permit) => overstayBy(permit, facts, on));
  const standing = overstays
    .filter(({ isExplained, protectedUntil }) => !isExplained && protectedUntil < on.today)
    .map((each) => ({ ...each, stage: stageOf(daysBetween(each.validTo, on.today)) }));
  return {
    findings: standing.filter((each) => each.stage === stage).map((each) => findingOf(stage, each)),
    nextStage: standing.filter((each) => firstDayOf[each.stage] > firstDayOf[stage]).map(({ permit }) => permit.ref),
    nextLook: firstAfter(
      on.today,
      overstays.flatMap(({ validTo, protectedUntil }) => [
        ...Object.values(firstDayOf).map((days) => addDays(validTo, days)),
        ...(protectedUntil < forEver ? [addDays(protectedUntil, 1)] : []),
      ]),
    ),
  };
}

const findingOf = (stage: Stage, { permit, validTo, protectedUntil, evidence }: Overstay): Finding => ({
  anchor: permit.ref,
  since: latest(addDays(validTo, firstDayOf[stage]), addDays(protectedUntil, 1)),
  evidence,
});

/** What the texts of the three stages name: the last lawful day, and how long ago it was. */
export function overstayOf(facts: JudgedFacts, anchor: FactReference, { today }: On): { readonly date?: Day; readonly n?: number } {
  const validTo = facts['stay-permit'].find(({ ref }) => isSameFact(ref, anchor))?.body.validTo;
  return validTo === undefined ? {} : { date: validTo, n: daysBetween(validTo, today) };
}
