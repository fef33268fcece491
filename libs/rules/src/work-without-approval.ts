import { addDays, type Day } from '@timpora/contracts';

import type { Bodies, JudgedFacts, Seen } from './facts.js';
import { firstAfter, type Finding, type On, type Rule } from './rule.js';

type Plan = Seen<Bodies['work-plan']>;

/** A plan covers its days from first to last; one that was ended early, up to that day. */
const covers = ({ body: { validFrom, validTo, endedOn = validTo } }: Plan, from: Day, to: Day): boolean =>
  validFrom <= to && (endedOn < validTo ? endedOn : validTo) >= from;

const sponsorshipsAt = (facts: JudgedFacts, organisationKey: string): JudgedFacts['sponsorship'] =>
  facts.sponsorship.filter(({ body }) => body.organisationKey === organisationKey && body.state === 'ACTIVE');

/** Who owns or leads the company needs no approval of it, as far as the manpower office reads PP 34/2021 so. */
const isExempt = (facts: JudgedFacts, organisationKey: string, { settings }: On): boolean =>
  settings.choice('labour.shareholder-exempt') === 'yes' &&
  sponsorshipsAt(facts, organisationKey).some(
    ({ body: { basis, organisationRole } }) =>
      basis === 'INVESTOR_GUARANTEE' || organisationRole === 'DIRECTOR' || organisationRole === 'COMMISSIONER',
  );

const withoutPlan = (facts: JudgedFacts, on: On): readonly Finding[] =>
  facts.employment.flatMap(({ ref, body: { organisationKey, startedOn, state } }): Finding[] => {
    const plans = facts['work-plan'].filter(({ body }) => body.organisationKey === organisationKey);
    const isCovered = plans.some((plan) => covers(plan, startedOn, on.today));
    if (state !== 'ACTIVE' || startedOn > on.today || isCovered || isExempt(facts, organisationKey, on)) return [];
    const others = [...plans, ...sponsorshipsAt(facts, organisationKey)].map((each) => each.ref);
    return [{ branch: 'a', anchor: ref, since: startedOn, evidence: [ref, ...others].slice(0, 20), organisationKey }];
  });

const reportedBy = ({ startedOn }: { startedOn: Day }, { settings }: On): Day =>
  addDays(startedOn, settings.number('teacher.approval-days'));

const withoutEmployment = (facts: JudgedFacts, on: On): readonly Finding[] =>
  facts['teacher-assignment'].flatMap(({ ref, body }): Finding[] => {
    const { organisationKey, voluntary, state } = body;
    const since = reportedBy(body, on);
    const isReported = facts.employment.some((employment) => employment.body.organisationKey === organisationKey);
    const isMissing = state === 'ACTIVE' && !voluntary && since <= on.today && !isReported;
    return isMissing && !isExempt(facts, organisationKey, on)
      ? [{ branch: 'b', anchor: ref, since, evidence: [ref], organisationKey }]
      : [];
  });

/**
 * AL-06: work without an approval of this very employer (PP 34/2021 art. 6). a: no plan of the organisation covered any day of the work; one that
 * did and ended is another rule's. b: a teacher who was never reported as a worker of the school.
 */
export const workWithoutApproval: Rule = {
  id: 'AL-06',
  version: 1,
  owner: 'disnaker',
  reads: ['employment', 'teacher-assignment', 'work-plan', 'sponsorship'],
  urgency: 'SOON',
  enforcement: { ask: 'VERIFY_EMPLOYER', area: 'WORK', namesSubject: false, branches: ['a'] },
  judge: (facts, on) => ({
    findings: [...withoutPlan(facts, on), ...withoutEmployment(facts, on)],
    nextLook: firstAfter(on.today, [
      ...facts.employment.map(({ body }) => body.startedOn),
      ...facts['teacher-assignment'].map(({ body }) => reportedBy(body, on)),
    ]),
  }),
  advice: () => ({
    id: 'Belum ditemukan pengesahan RPTKA milik pemberi kerja ini untuk hari mulai bekerja. Tanyakan nomor pengesahan sebelum menilai.',
    en: 'No approval of this employer was found for the first day of work. Ask for the approval number before judging.',
  }),
};
