import { grouped } from '../grouped.js';
import { keyOf, subjectOf, type Known, type Line, type Stage, type Stated } from './line.js';
import { lastDayOf, type Person } from './people.js';
import { sectorStages } from './sector-lines.js';

const referenceOf = (kind: string, { factId }: Stated): Record<string, string> => ({ kind, factId });

/**
 * What the agencies' systems state of these people, in the order in which facts build on each other: the lines of a stage follow from the answers to the
 * stages before. Of who has left, imigrasi alone tells.
 */
export function stagesOf(people: readonly Person[], today: string): readonly ((known: Known) => readonly Stage[])[] {
  const present = people.filter(({ leftOn }) => leftOn === undefined);
  const registered = present.filter((person) => lastDayOf(person.permit) >= today);
  return [
    () => [
      { agency: 'imigrasi', lines: people.map(identity) },
      { agency: 'disnaker', lines: plansFor(present) },
    ],
    (known) => [{ agency: 'imigrasi', lines: people.flatMap((person) => papersOfImigrasi(person, subjectOf(known, person), today)) }],
    (known) => [
      { agency: 'imigrasi', lines: people.flatMap((person) => changes(person, known, today)) },
      { agency: 'dukcapil', lines: registered.flatMap((person) => registration(person, subjectOf(known, person))) },
      { agency: 'disnaker', lines: present.flatMap((person) => employment(person, known)) },
      ...sectorStages(registered, known),
    ],
    (known) => [{ agency: 'dukcapil', lines: registered.flatMap((person) => paper(person, known)) }],
  ];
}

const identity = (person: Person): Line => {
  const { fullName, nameInOwnScript, birthDate, sex, nationality } = person;
  const body = { fullName, ...(nameInOwnScript && { nameInOwnScript }), birthDate, sex, nationality, identityEvidence: 'PASSPORT' };
  return { command: '/api/foreign-nationals', key: keyOf(person, 'identity'), body };
};

const purposeGroups: Readonly<Record<Person['reason'], string>> = {
  INDUSTRY: 'WORK',
  DIRECTOR: 'INVESTMENT',
  TEACHER: 'WORK',
  HEALTH: 'WORK',
  RELIGION: 'OTHER',
  RESEARCH: 'OTHER',
  SPOUSE: 'FAMILY',
  STUDENT: 'STUDY',
};

const workAllowances: Readonly<Partial<Record<Person['reason'], string>>> = { SPOUSE: 'FAMILY_SUPPORT', STUDENT: 'NO', RESEARCH: 'NO' };

/** Ends of the permit that are over by now were extended before the exchange began; of them only the last is told. */
const firstEnd = ({ validTo, extensions }: Person['permit'], today: string): string =>
  [validTo, ...extensions.map((extension) => extension.validTo)].find((end) => end >= today) ?? lastDayOf({ validTo, extensions });

function papersOfImigrasi(person: Person, subjectRef: string, today: string): readonly Line[] {
  const { passport, nationality, permit, reason, work, arrivedOn } = person;
  const organisationKey = work?.organisationKey;
  return [
    {
      command: '/api/travel-documents',
      key: keyOf(person, 'passport'),
      body: { subjectRef, documentType: 'PASSPORT', issuingState: nationality, ...passport },
    },
    {
      command: '/api/stay-permits',
      key: keyOf(person, 'permit'),
      body: {
        ...{ subjectRef, permitType: permit.type, origin: 'VISA', purposeGroup: purposeGroups[reason] },
        workAllowed: workAllowances[reason] ?? 'WITH_APPROVAL',
        sponsorBasis: reason === 'DIRECTOR' || reason === 'SPOUSE' ? 'EXEMPT' : 'CORPORATE',
        ...{ issuedOn: permit.issuedOn, validFrom: permit.issuedOn, validTo: firstEnd(permit, today) },
        ownReference: `SYN-ITAS-${String(100_000 + person.number)}`,
      },
    },
    ...(reason === 'DIRECTOR' && organisationKey
      ? [
          {
            command: '/api/sponsorships',
            key: keyOf(person, 'guarantee'),
            body: { subjectRef, basis: 'INVESTOR_GUARANTEE', organisationKey, organisationRole: 'DIRECTOR', startsOn: arrivedOn },
          },
        ]
      : []),
  ];
}

function changes(person: Person, known: Known, today: string): readonly Line[] {
  const { leftOn, permit } = person;
  const subjectRef = subjectOf(known, person);
  if (leftOn !== undefined)
    return [{ command: '/api/final-departures', key: keyOf(person, 'departure'), body: { subjectRef, departedOn: leftOn } }];
  const { factId, version } = known(keyOf(person, 'permit'));
  const end = firstEnd(permit, today);
  const extension = permit.extensions.find(({ extendedOn, validTo }) => extendedOn <= today && validTo > end);
  if (!extension) return [];
  return [{ command: `/api/stay-permits/${factId}/extend`, key: keyOf(person, 'extension'), ifMatch: version, body: extension }];
}

const registration = (person: Person, subjectRef: string): readonly Line[] => [
  {
    command: '/api/registrations',
    key: keyOf(person, 'registration'),
    body: {
      ...{ subjectRef, registeredName: person.fullName, registeredOn: person.registeredOn },
      residentType: person.permit.type === 'PERMANENT' ? 'PERMANENT' : 'LIMITED',
      ownReference: `SYN-REG-${String(100_000 + person.number)}`,
    },
  },
  { command: '/api/residences', key: keyOf(person, 'address'), body: { subjectRef, ...person.home } },
];

function paper(person: Person, known: Known): readonly Line[] {
  if (!person.paper) return [];
  const { factId, version } = known(keyOf(person, 'address'));
  const body = { paper: person.permit.type === 'PERMANENT' ? 'KTP_EL' : 'SKTT', ...person.paper };
  return [{ command: `/api/residences/${factId}/issue-document`, key: keyOf(person, 'paper'), ifMatch: version, body }];
}

type Work = NonNullable<Person['work']>;

/** An approval has up to two years: each employer has one for those who began in the same year, and the next. */
const planKey = ({ organisationKey, startedOn }: Work): string => `sample-plan-${organisationKey}-${startedOn.slice(0, 4)}`;

/** For all positions and places of who works there by a plan. */
function plansFor(people: readonly Person[]): readonly Line[] {
  const planned = people.flatMap(({ work }) => (work?.hasPlan ? [work] : []));
  const employers = [...new Set(planned.map(({ organisationKey }) => organisationKey))].sort();
  return [...grouped(planned, planKey)].flatMap(([key, works]): readonly Line[] => {
    const [{ organisationKey, startedOn } = { organisationKey: '', startedOn: '' }] = works;
    const year = Number(startedOn.slice(0, 4));
    const body = {
      ...{ organisationKey, organisationName: `PT Contoh Sintetis ${employers.indexOf(organisationKey) + 1}`, planKind: 'OVER_SIX_MONTHS' },
      positions: [...grouped(works, ({ positionCode }) => positionCode)].map(([positionCode, those]) => ({
        positionCode,
        count: those.length,
      })),
      workDistricts: [...new Set(works.map(({ district }) => district))],
      ...{ validFrom: `${year}-01-01`, validTo: `${year + 1}-12-31` },
    };
    return [{ command: '/api/work-plans', key, body }];
  });
}

function employment(person: Person, known: Known): readonly Line[] {
  const { work } = person;
  if (!work) return [];
  const { organisationKey, positionCode, district, startedOn, reportedOn, hasPlan } = work;
  const body = {
    ...{ subjectRef: subjectOf(known, person), organisationKey, positionCode, workDistricts: [district], startedOn, reportedOn },
    ...(hasPlan && { workPlanFact: referenceOf('work-plan', known(planKey(work))) }),
  };
  return [{ command: '/api/employments', key: keyOf(person, 'employment'), body }];
}
