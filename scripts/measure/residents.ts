import { ForeignNational, StayPermit, TravelDocument, Violation } from '@timpora/contracts';

export const families = [
  'Kim',
  'Wang',
  'Suzuki',
  'Nguyen',
  'Al-Farsi',
  'Singh',
  'Petrov',
  'Okafor',
  'Müller',
  'García',
  'Tanaka',
  'Li',
  'Haddad',
  'Costa',
  'Olsen',
  'Sari',
];
const syllables = [
  'ha',
  'mi',
  'jo',
  'ren',
  'ta',
  'su',
  'lin',
  'ko',
  'ba',
  'ze',
  'ri',
  'no',
  'va',
  'el',
  'du',
  'ki',
  'sha',
  'tem',
  'ori',
  'wu',
];
const nationalities = ['KOR', 'CHN', 'JPN', 'IND', 'NGA', 'ESP', 'NOR'];

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
/** Digits to the base of the syllables, so that every number has a name of its own. */
const given = (n: number): string => (n < syllables.length ? '' : given(Math.floor(n / syllables.length))) + pick(syllables, n);

/** Synthetic people: no two have the same name and birth date, many share a family name. */
export const nameOf = (at: number): string => `${pick(families, at)} ${capital(given(at))}`;
export const birthDateOf = (at: number): string => `19${50 + (at % 50)}-01-${String(1 + (at % 28)).padStart(2, '0')}`;
const inHand = (at: number): { issuingState: string; documentNumber: string } => ({
  issuingState: pick(nationalities, at),
  documentNumber: `M${String(at).padStart(8, '0')}`,
});

/** Somebody with a document in hand: looked for by name and by document before anybody new is established. */
export const person = (at: number): object => ({
  ...{ fullName: nameOf(at), birthDate: birthDateOf(at), sex: at % 2 ? 'M' : 'F', nationality: pick(nationalities, at) },
  ...{ registrationNumber: `MEASURED-${at}`, identityEvidence: ForeignNational.example.identityEvidence, ...inHand(at) },
});

const { documentType, expiresOn } = TravelDocument.example;
export const documentOf = (at: number): object => ({ documentType, expiresOn, ...inHand(at) });

/** What is asked to find that person again. */
export const askedOf = (at: number): object => ({ ...inHand(at), birthDate: birthDateOf(at) });

export const { subjectRef: _whose, state: _valid, ...permit } = StayPermit.example;

const { subjectRef: _whom, competentAgency: _who, ...reported } = Violation.example;
export const violation = (at: number): object => ({ ...reported, evidence: [], organisationKey: `nib:${String(at).padStart(13, '0')}` });
