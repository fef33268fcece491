import {
  CalendarDate,
  catalogueOf,
  defineEvent,
  defineFact,
  founders,
  Line,
  ListOf,
  OneOf,
  SubjectRef,
  type Agency,
  type Purpose,
} from '@timpora/contracts';

import { Random } from '../simulation/random.js';

export class CaseBody {
  @SubjectRef() subjectRef!: string;
  @Line(80) title!: string;
  @OneOf(['OPEN', 'DONE']) state!: 'OPEN' | 'DONE';
  @CalendarDate() dueOn!: string;
  @ListOf(Line(200), { min: 0, max: 100 }) notes!: string[];
}

/** Who states everything; the eight founders hear it. */
export const author = 'dpmptsp';
export const hearers = founders;
export const partitions = 6;

const knownBy = Object.fromEntries(hearers.map((member) => [member, 'P1-SUPERVISION'])) as Record<Exclude<Agency, typeof author>, Purpose>;

const Case = defineFact({
  kind: 'bench-case',
  owner: author,
  body: CaseBody,
  subject: 'subjectRef',
  makesSubject: true,
  knownBy,
  classification: 'internal',
  retention: 'RC-TASK',
  searched: { title: 'contains', state: 'equals', dueOn: 'range' },
  example: { subjectRef: '018f0000-0000-7000-8000-000000000000', title: 'a synthetic case', state: 'OPEN', dueOn: '2026-01-01', notes: [] },
});

export const CaseStated = defineEvent({ name: 'bench-case-stated', version: 1, fact: Case, partitions });
export const catalogue = catalogueOf([CaseStated]);

/** The envelope around a body, bytes. */
const envelopeBytes = 560;

/** Sizes of documents, bytes: 70 % 0.6 to 1.2 KB, 25 % 1.2 to 4 KB, 5 % 4 to 16 KB. */
function sizeFrom(random: Random): number {
  const part = random.next();
  const [from, to] = part < 0.7 ? [600, 1_200] : part < 0.95 ? [1_200, 4_000] : [4_000, 16_000];
  return from + random.below(to - from);
}

const words = ['synthetic', 'notes', 'about', 'nobody', 'in', 'particular', 'written', 'for', 'this', 'measurement', 'only'];

/** What version `version` of the fact number `index` says: the same bytes for every system that is measured. */
export function bodyOf(index: number, version: number): CaseBody {
  const random = new Random(index * 7_919 + version);
  const lines = Math.max(0, Math.round((sizeFrom(random) - envelopeBytes) / 160));
  return {
    subjectRef: idOf(index, 'b'),
    title: `case ${words[index % words.length]} ${index.toString(36)}`,
    state: version % 2 === 1 ? 'OPEN' : 'DONE',
    dueOn: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((version % 28) + 1).padStart(2, '0')}`,
    notes: Array.from({ length: lines }, (_, at) => lineOf(random, at)),
  };
}

function lineOf(random: Random, at: number): string {
  let line = `line ${at}`;
  while (line.length < 148) line += ` ${random.pick(words)}`;
  return line;
}

/** The id of the fact number `index`; its last digits spread over partitions. */
export const idOf = (index: number, mark: 'a' | 'b' = 'a'): string =>
  `00000000-0000-4000-8000-${mark}${(Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, '0').padStart(11, '0')}`;
