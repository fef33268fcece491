import { catalogue, events } from './all-events.js';
import { catalogueOf, grantsOf, mayHold, mayState, piiOf, protocolTopics, topicsHeardBy, topicsOf, topicSpecs } from './catalogue.js';
import { defineEvent } from './facts.js';
import { Violation, ViolationReported } from './every-member/violation.js';
import { members, type Member, type Purpose } from './members.js';

/** Section "who may know what" of the description of the facts, written out by hand: the owner, then each reader with its purpose. */
const entitled: Readonly<Record<string, { owner: string; readers: Partial<Record<Member, Purpose>>; events: readonly string[] }>> = {
  'foreign-national': { owner: 'imigrasi', readers: { dukcapil: 'P2-CIVIL-REG' }, events: ['foreign-national-identified'] },
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
  'religious-recommendation': { owner: 'kemenag', readers: { imigrasi: 'P7-RELIGION' }, events: ['religious-recommendation-decided'] },
};

const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();
const topics = topicsOf(catalogue);

describe('the catalogue', () => {
  it('has the kinds of the table and violations, and no other', () => {
    expect(sorted(catalogue.factByKind.keys())).toEqual(sorted([...Object.keys(entitled), 'violation']));
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

describe('the grants', () => {
  const grants = new Map(grantsOf(catalogue).map((grant) => [grant.user, grant]));

  it('say the same as the topics, for every member', () => {
    for (const { name, readers, writers } of topics)
      for (const member of members) {
        expect(grants.get(member)?.reads.includes(name)).toBe(readers.includes(member));
        expect(grants.get(member)?.writes.includes(name)).toBe(writers.includes(member));
      }
  });
  it('stand for dpmptsp, which joins later: it may report violations and hears none of these kinds', () => {
    expect(grants.get('dpmptsp')).toEqual({
      user: 'dpmptsp',
      reads: ['violation-reported.dpmptsp', ...protocolTopics, 'documents-for.dpmptsp'],
      writes: ['violation-reported.dpmptsp', ...protocolTopics],
      groupPrefix: 'dpmptsp.',
    });
  });
  it('let whoever hears an owner hand it lost documents, and it alone read them', () => {
    const handing = members.filter((member) => grants.get(member)?.writes.includes('documents-for.kesbangpol'));
    expect(sorted(handing)).toEqual(['imigrasi', 'polres']);
    expect(members.filter((member) => grants.get(member)?.reads.includes('documents-for.kesbangpol'))).toEqual(['kesbangpol']);
  });
  it('never let a name reach who may not know it', () => {
    const nameless: readonly Member[] = ['kesbangpol', 'disdik', 'dinkes', 'kemenag', 'dpmptsp'];
    const named = topics.filter(({ event }) => Object.values(piiOf(event.fact)).includes('direct'));
    expect(named.flatMap(({ readers }) => readers.filter((reader) => nameless.includes(reader)))).toEqual([]);
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
    expect(topicSpecs(catalogue)).toHaveLength(events.length - 1 + 2 * members.length + protocolTopics.length);
  });
});
