import type { Suspicion } from './facts.js';
import { isSameFact, latest, type Finding, type Rule } from './rule.js';

const branchOf = { BIOMETRIC: 'a', NAME_BIRTH_NATIONALITY: 'b', SAME_DOCUMENT: 'c' } as const satisfies Record<Suspicion['basis'], string>;

const isOfOneFinding = (one: Suspicion, other: Suspicion): boolean => one.basis === other.basis && isSameFact(one.anchor, other.anchor);

/** One finding about a record that may be several others. */
function findingOf(alike: readonly Suspicion[], { anchor, basis }: Suspicion): Finding {
  const suspicions = alike.slice(0, 19);
  return {
    ...{ branch: branchOf[basis], anchor, suspicions },
    since: latest(...suspicions.map(({ since }) => since)),
    evidence: [anchor, ...suspicions.map(({ other }) => other)],
  };
}

/** AL-21: two references may be one person, such as one who came back. Identities are compared, never weighed; only two officers decide. */
export const perhapsTheSamePerson: Rule = {
  id: 'AL-21',
  version: 1,
  owner: 'dukcapil',
  reads: ['foreign-national', 'travel-document'],
  asks: ['identity-question', 'review'],
  urgency: 'ORDINARY',
  judge: ({ suspicions }) => {
    const firsts = suspicions.filter((each, at) => suspicions.findIndex((other) => isOfOneFinding(each, other)) === at);
    const ofFirst = (first: Suspicion): readonly Suspicion[] => suspicions.filter((each) => isOfOneFinding(each, first));
    return { findings: firsts.map((first) => findingOf(ofFirst(first), first)), nextLook: null };
  },
  advice: () => ({
    id: 'Dua catatan mungkin milik satu orang yang kembali. Keputusan oleh dua petugas, bukan oleh mesin.',
    en: 'Two records may be one person who came back. Two officers decide, not the machine.',
  }),
};
