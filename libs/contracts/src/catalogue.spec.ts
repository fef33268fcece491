import { catalogue, events } from './all-events.js';
import {
  catalogueOf,
  grantsOf,
  mayHold,
  mayState,
  piiOf,
  pointedTo,
  protocolTopics,
  topicsHeardBy,
  topicsOf,
  topicSpecs,
} from './catalogue.js';
import { defineEvent } from './facts.js';
import { Alert } from './every-member/alert.js';
import { EnforcementAlert } from './every-member/enforcement-alert.js';
import { Violation, ViolationReported } from './every-member/violation.js';
import { members, type Member, type Purpose } from './members.js';

const everybodyElse: Partial<Record<Member, Purpose>> = {
  dukcapil: 'P2-CIVIL-REG',
  disnaker: 'P3-LABOUR',
  polres: 'P4-PUBLIC-SAFETY',
  kesbangpol: 'P1-SUPERVISION',
  disdik: 'P5-EDUCATION',
  dinkes: 'P6-HEALTH',
  kemenag: 'P7-RELIGION',
  dpmptsp: 'P8-INVEST-SERVICE',
};

/** Section "who may know what" of the description of the facts, written out by hand: the owner, then each reader with its purpose. */
const entitled: Readonly<Record<string, { owner: string; readers: Partial<Record<Member, Purpose>>; events: readonly string[] }>> = {
  'foreign-national': { owner: 'imigrasi', readers: { dukcapil: 'P2-CIVIL-REG' }, events: ['foreign-national-identified'] },
  'travel-document': { owner: 'imigrasi', readers: { dukcapil: 'P2-CIVIL-REG' }, events: ['travel-document-recorded'] },
  'identity-key': { owner: 'imigrasi', readers: everybodyElse, events: ['identity-key-recorded'] },
  'identity-link': { owner: 'imigrasi', readers: everybodyElse, events: ['identity-links-merged'] },
  'stay-permit': {
    owner: 'imigrasi',
    readers: { dukcapil: 'P2-CIVIL-REG', disnaker: 'P3-LABOUR', polres: 'P4-PUBLIC-SAFETY', kesbangpol: 'P1-SUPERVISION' },
    events: [
      'permit-issued',
      'permit-extended',
      'permit-expired',
      'permit-closed',
      'permit-cancelled',
      'resident-departed',
      'resident-returned',
    ],
  },
  'minor-permit': { owner: 'imigrasi', readers: { dukcapil: 'P2-CIVIL-REG' }, events: ['minor-permit-recorded'] },
  'permit-application': {
    owner: 'imigrasi',
    readers: { dukcapil: 'P2-CIVIL-REG', disnaker: 'P3-LABOUR', polres: 'P4-PUBLIC-SAFETY', kesbangpol: 'P1-SUPERVISION' },
    events: ['permit-application-filed', 'permit-application-paid', 'permit-application-decided'],
  },
  'final-departure': {
    owner: 'imigrasi',
    readers: {
      dukcapil: 'P2-CIVIL-REG',
      disnaker: 'P3-LABOUR',
      polres: 'P4-PUBLIC-SAFETY',
      kesbangpol: 'P1-SUPERVISION',
      disdik: 'P5-EDUCATION',
      dinkes: 'P6-HEALTH',
      kemenag: 'P7-RELIGION',
      dpmptsp: 'P8-INVEST-SERVICE',
    },
    events: ['final-departure-recorded'],
  },
  sponsorship: { owner: 'imigrasi', readers: { disnaker: 'P3-LABOUR', dpmptsp: 'P8-INVEST-SERVICE' }, events: ['sponsor-changed'] },
  'change-report': { owner: 'imigrasi', readers: { dukcapil: 'P2-CIVIL-REG' }, events: ['change-reported'] },
  resident: {
    owner: 'dukcapil',
    readers: { imigrasi: 'P1-SUPERVISION', disnaker: 'P3-LABOUR', polres: 'P4-PUBLIC-SAFETY' },
    events: ['resident-registered', 'resident-deregistered'],
  },
  residence: {
    owner: 'dukcapil',
    readers: {
      imigrasi: 'P1-SUPERVISION',
      disnaker: 'P1-SUPERVISION',
      polres: 'P4-PUBLIC-SAFETY',
      kesbangpol: 'P1-SUPERVISION',
      disdik: 'P1-SUPERVISION',
      dinkes: 'P1-SUPERVISION',
      kemenag: 'P1-SUPERVISION',
    },
    events: ['address-changed', 'residence-document-issued', 'residence-document-expired', 'residence-ended'],
  },
  'vital-event': { owner: 'dukcapil', readers: { imigrasi: 'P1-SUPERVISION' }, events: ['vital-event-recorded'] },
  'work-plan': {
    owner: 'disnaker',
    readers: { imigrasi: 'P1-SUPERVISION', dpmptsp: 'P8-INVEST-SERVICE' },
    events: ['work-plan-approved', 'work-plan-renewal-filed', 'work-plan-extended', 'work-plan-ended'],
  },
  'school-enrolment': { owner: 'disdik', readers: { imigrasi: 'P5-EDUCATION' }, events: ['student-enrolled', 'student-left'] },
  employment: { owner: 'disnaker', readers: { imigrasi: 'P1-SUPERVISION' }, events: ['foreign-worker-reported', 'employment-ended'] },
  'police-letter': {
    owner: 'polres',
    readers: { imigrasi: 'P1-SUPERVISION', kesbangpol: 'P1-SUPERVISION' },
    events: ['police-letter-issued'],
  },
  'registered-activity': {
    owner: 'kesbangpol',
    readers: { imigrasi: 'P1-SUPERVISION', polres: 'P4-PUBLIC-SAFETY' },
    events: ['activity-recorded'],
  },
  'teacher-assignment': {
    owner: 'disdik',
    readers: { disnaker: 'P3-LABOUR', imigrasi: 'P1-SUPERVISION' },
    events: ['foreign-teacher-assigned', 'foreign-teacher-left'],
  },
  'practice-permit': {
    owner: 'dinkes',
    readers: { disnaker: 'P3-LABOUR', imigrasi: 'P6-HEALTH' },
    events: ['practice-permit-issued', 'practice-permit-ended'],
  },
  company: {
    owner: 'dpmptsp',
    readers: { imigrasi: 'P1-SUPERVISION', disnaker: 'P3-LABOUR' },
    events: ['company-status-changed', 'investment-report-recorded'],
  },
  'religious-recommendation': { owner: 'kemenag', readers: { imigrasi: 'P7-RELIGION' }, events: ['religious-recommendation-decided'] },
};

/** Kinds that every member may state and every member may know, with the purpose of all, and their events. */
const ofAll: Readonly<Record<string, { purpose: Purpose; events: readonly string[] }>> = {
  'reference-value': { purpose: 'P0-DATA-DUTIES', events: ['reference-value-set'] },
  'record-query': { purpose: 'P0-DATA-DUTIES', events: ['record-queried'] },
  review: { purpose: 'P0-DATA-DUTIES', events: ['violation-reviewed', 'question-answered'] },
};

/** The kinds that may be stated about a child, written out by hand from the description of the facts; all others refuse a minor. */
const aboutChildren: Readonly<Record<string, 'minors' | 'anyone'>> = {
  'foreign-national': 'anyone',
  'travel-document': 'anyone',
  'identity-key': 'anyone',
  'identity-link': 'anyone',
  'minor-permit': 'minors',
  'vital-event': 'anyone',
  'school-enrolment': 'anyone',
  'final-departure': 'anyone',
  'processing-measure': 'anyone',
  'service-reminder': 'anyone',
  alert: 'anyone',
  'identity-question': 'anyone',
};

const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();
const topics = topicsOf(catalogue);

describe('the catalogue', () => {
  it('has the kinds of the tables, violations, questions about people and alerts, and no other', () => {
    const others = ['violation', 'identity-question', 'alert', 'enforcement-alert'];
    expect(sorted(catalogue.factByKind.keys())).toEqual(sorted([...Object.keys(entitled), ...Object.keys(ofAll), ...others]));
  });
  it('gives every event a type of its own', () => {
    expect(catalogue.eventByType.size).toBe(events.length);
    expect(catalogue.eventByType.get('permit-issued.v1')?.name).toBe('permit-issued');
  });
  it('refuses two events of one type and two facts of one kind', () => {
    expect(() => catalogueOf([...events, ViolationReported])).toThrow('same name and version');
    const other = defineEvent({ name: 'violation-again', version: 1, fact: { ...Violation } });
    expect(() => catalogueOf([...events, other])).toThrow('same kind');
  });
});

describe.each(Object.entries(entitled))('the topics of %s', (kind, { owner, readers, events: names }) => {
  const own = topics.filter(({ event }) => event.fact.kind === kind);

  it('are one per event, written by the owner alone', () => {
    expect(sorted(own.map(({ name }) => name))).toEqual(sorted(names));
    expect(own.map(({ writers }) => writers)).toEqual(names.map(() => [owner]));
  });
  it('are read by the owner and by whom the table names, each for its purpose', () => {
    for (const topic of own) expect(sorted(topic.readers)).toEqual(sorted([owner, ...Object.keys(readers)]));
    expect(catalogue.factByKind.get(kind)?.knownBy).toEqual(readers);
    const holders = members.filter((member) => mayHold(catalogue, member, catalogue.factByKind.get(kind)!));
    expect(sorted(holders)).toEqual(sorted([owner, ...Object.keys(readers)]));
  });
});

describe('violations', () => {
  it('may be stated by every member, each in a topic of its own', () => {
    const own = topics.filter(({ event }) => event === ViolationReported);
    expect(own.map(({ name }) => name)).toEqual(members.map((member) => `violation-reported.${member}`));
    expect(own.map(({ writers }) => writers)).toEqual(members.map((member) => [member]));
    expect(members.every((member) => mayState(catalogue, member, Violation))).toBe(true);
  });
  it('are heard by imigrasi; everyone else reads back its own', () => {
    for (const { readers, writers } of topics.filter(({ event }) => event === ViolationReported))
      expect(sorted(readers)).toEqual(sorted(new Set(['imigrasi', ...writers])));
    expect(Violation.knownBy).toEqual({ imigrasi: 'P1-SUPERVISION' });
    expect(topicsHeardBy(catalogue, 'imigrasi').map(({ name }) => name)).not.toContain('violation-reported.imigrasi');
    expect(topicsHeardBy(catalogue, 'imigrasi').map(({ name }) => name)).toContain('violation-reported.polres');
    expect(topicsHeardBy(catalogue, 'polres').map(({ name }) => name)).not.toContain('violation-reported.dinkes');
  });
});

describe.each([
  [
    Alert,
    ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag'],
    { imigrasi: 'P1-SUPERVISION' },
    ['alert-raised', 'alert-acknowledged', 'alert-assigned', 'alert-escalated', 'alert-withdrawn', 'alert-resolved'],
  ],
  [
    EnforcementAlert,
    ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol'],
    { imigrasi: 'P1-SUPERVISION', disnaker: 'P1-SUPERVISION', polres: 'P4-PUBLIC-SAFETY', kesbangpol: 'P1-SUPERVISION' },
    ['enforcement-alert-raised', 'enforcement-alert-updated', 'enforcement-alert-closed'],
  ],
] as const)('the topics of $kind', (fact, staters, readers, names) => {
  const own = topics.filter(({ event }) => event.fact === fact);

  it('are one per event and member that states it, read by that member and by whom the table names', () => {
    expect(own.map(({ name }) => name)).toEqual(names.flatMap((name) => staters.map((member) => `${name}.${member}`)));
    for (const { name, writers, readers: reading } of own) {
      expect(writers.map((member) => name.endsWith(`.${member}`))).toEqual([true]);
      expect(sorted(reading)).toEqual(sorted(new Set([...writers, ...Object.keys(readers)])));
    }
    expect(fact.knownBy).toEqual(readers);
  });
});

describe.each(Object.entries(ofAll))('the topics of %s', (kind, { purpose, events: names }) => {
  it('are one per event, written and read by every member', () => {
    const own = topics.filter(({ event }) => event.fact.kind === kind);
    expect(own.map(({ name }) => name)).toEqual(names);
    for (const { writers, readers } of own) expect([sorted(writers), sorted(readers)]).toEqual([sorted(members), sorted(members)]);
    expect(catalogue.factByKind.get(kind)?.knownBy).toEqual(Object.fromEntries(members.map((member) => [member, purpose])));
  });
});

describe('what a reference points to', () => {
  const factId = '019afb00-0000-7000-8000-000000000001';

  it.each([
    ['a kind of one owner', { kind: 'stay-permit', factId }, 'imigrasi'],
    ['the same with its owner', { kind: 'stay-permit', factId, owner: 'imigrasi' }, 'imigrasi'],
    ['the same with another owner', { kind: 'stay-permit', factId, owner: 'polres' }, undefined],
    ['a kind of several owners with one of them', { kind: 'violation', factId, owner: 'polres' }, 'polres'],
    ['the same with nobody', { kind: 'violation', factId }, undefined],
    ['the same with a stranger', { kind: 'violation', factId, owner: 'bpjs' }, undefined],
    ['a kind that does not exist', { kind: 'horoscope', factId }, undefined],
  ])('is, for %s, a fact of its owner or nothing', (_what, reference, issuer) => {
    expect(pointedTo(catalogue, reference)?.issuer).toBe(issuer);
  });
});

describe('the protection of minors', () => {
  it.each(catalogue.facts.filter(({ subject }) => subject !== null).map(({ kind, about }) => [kind, about]))(
    '%s may be stated about %s',
    (kind, about) => {
      expect(about).toBe(aboutChildren[kind] ?? 'adults');
    },
  );
  it('gives what is only about children one foreign reader at most', () => {
    const readers = catalogue.facts.filter(({ about }) => about === 'minors').map(({ knownBy }) => Object.keys(knownBy));
    expect(readers).toEqual(readers.map(() => ['dukcapil']));
  });
});

describe('identity questions', () => {
  const own = topics.filter(({ event }) => event.fact.kind === 'identity-question');

  it('may be stated by every member but imigrasi, which alone hears those of others', () => {
    const askers = members.filter((member) => member !== 'imigrasi');
    const names = ['identity-requested', 'duplicate-suspected'].flatMap((name) => askers.map((member) => `${name}.${member}`));
    expect(sorted(own.map(({ name }) => name))).toEqual(sorted(names));
    for (const { readers, writers } of own) expect(sorted(readers)).toEqual(sorted(['imigrasi', ...writers]));
  });
});

describe('the grants', () => {
  const grants = new Map(grantsOf(catalogue).map((grant) => [grant.user, grant]));

  it('say the same as the topics, for every member', () => {
    for (const { name, readers, writers } of topics)
      for (const member of members) {
        expect(grants.get(member)?.reads.includes(name)).toBe(readers.includes(member));
        expect(grants.get(member)?.writes.includes(name)).toBe(writers.includes(member));
      }
  });
  it('let dpmptsp state companies, report violations, ask and answer, and hear its kinds and those of all', () => {
    const all = [...Object.values(ofAll).flatMap(({ events: names }) => names), 'company-status-changed', 'investment-report-recorded'];
    expect({ ...grants.get('dpmptsp'), reads: sorted(grants.get('dpmptsp')?.reads ?? []) }).toEqual({
      user: 'dpmptsp',
      reads: sorted([
        ...all,
        ...['identity-requested.dpmptsp', 'duplicate-suspected.dpmptsp'],
        ...Object.values(entitled).flatMap(({ readers, events: names }) => ('dpmptsp' in readers ? names : [])),
        'violation-reported.dpmptsp',
        ...protocolTopics,
        'documents-for.dpmptsp',
      ]),
      writes: expect.arrayContaining([...all, 'violation-reported.dpmptsp', ...protocolTopics]),
      groupPrefix: 'dpmptsp.',
    });
  });
  it('let whoever hears an owner hand it lost documents, and it alone read them', () => {
    const handing = members.filter((member) => grants.get(member)?.writes.includes('documents-for.kesbangpol'));
    expect(sorted(handing)).toEqual(sorted(members.filter((member) => member !== 'kesbangpol')));
    expect(members.filter((member) => grants.get(member)?.reads.includes('documents-for.kesbangpol'))).toEqual(['kesbangpol']);
  });
  it('never let a name reach who may not know it', () => {
    const nameless: readonly Member[] = ['kesbangpol', 'disdik', 'dinkes', 'kemenag', 'dpmptsp'];
    const named = topics.filter(({ event }) => Object.values(piiOf(event.fact)).includes('direct'));
    const foreign = named.flatMap(({ readers, writers }) => readers.filter((reader) => !writers.includes(reader)));
    expect(foreign.filter((reader) => nameless.includes(reader))).toEqual([]);
  });
});

describe('the settings of a topic', () => {
  it('are those that the protocol relies on', () => {
    expect(topicSpecs(catalogue, 2)[0]).toEqual({
      name: expect.any(String),
      partitions: 1,
      settings: expect.objectContaining({
        'compression.type': 'uncompressed',
        'message.timestamp.type': 'LogAppendTime',
        'min.insync.replicas': '2',
        'unclean.leader.election.enable': 'false',
      }),
    });
    expect(topicSpecs(catalogue)).toHaveLength(topics.length + members.length + protocolTopics.length);
  });
});
