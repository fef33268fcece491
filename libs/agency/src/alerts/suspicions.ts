import {
  Alert,
  ForeignNational,
  TravelDocument,
  type AlertBody,
  type Day,
  type ForeignNationalBody,
  type Member,
  type TravelDocumentBody,
} from '@timpora/contracts';
import { perhapsTheSamePerson, type Suspicion } from '@timpora/rules';
import type { DataSource, EntityManager } from 'typeorm';

import { documentText, isAnchor, namesOf, pairsAmong, type Pair, type Compared } from './alike.policy.js';
import { alikeTo, besideOthers, whoseAlertsName, type AlikeRow, type Beside } from './alike.sql.js';
import { refOf, type JudgedRow } from './judged-row.js';
import { matchesOf } from './national-match.sql.js';

/** By what identities are compared. */
export interface Comparing {
  readonly nameDistance: number;
  /** The legal day of an instant of system time, unix ms. */
  dayOf(systemMs: number): Day;
}

/** Who may be the same person as a resident. */
export interface Suspected {
  readonly suspicions: readonly Suspicion[];
  /** Identities of others that were compared, or that alerts point to. */
  readonly rows: readonly JudgedRow[];
  /** Others who are to be looked at, too: theirs is the alert. */
  readonly others: readonly string[];
}

export const nobodySuspected: Suspected = { suspicions: [], rows: [], others: [] };

/** @param rows what is held about the resident, under whatever reference */
export async function suspectedWith(
  db: DataSource | EntityManager,
  { member, rows }: { readonly member: Member; readonly rows: readonly JudgedRow[] },
  { nameDistance, dayOf }: Comparing,
): Promise<Suspected> {
  // Also of those that were taken back: alerts of others may point to them.
  const identities = rows.filter(({ kind }) => kind === ForeignNational.kind);
  if (identities.length === 0) return nobodySuspected;
  const asking = {
    self: [...new Set(identities.flatMap(({ subject_ref }) => subject_ref ?? []))],
    identityIds: identities.map(({ fact_id }) => fact_id),
  };
  const matches = new Map((await matchesOf(db, asking.self)).map(({ subject_ref, noted_ms }) => [subject_ref, noted_ms]));
  const wanted = wantedBy(rows);
  const found = await alikeTo(db, { ...asking, ...wanted, matched: [...matches.keys()] });
  const naming = await whoseAlertsName(db, member, asking);
  const pairs = pairsAmong(ownIdentities(rows), found.flatMap(comparedOf), { nameDistance, matches });
  const others = found.filter(({ fact_id }) => wanted.named.includes(fact_id) || pairs.some(({ other }) => other.ref.factId === fact_id));
  if (pairs.length === 0) return { suspicions: [], rows: others, others: naming };
  const beside = await besideOthers(db, member, { ...asking, others: [...new Set(pairs.map(({ other }) => other.subjectRef))] });
  const [anchored, elsewhere] = parted(onePerPerson(pairs, beside), (pair) =>
    isAnchor(pair, {
      own: hasAlert(rows, pair),
      other: beside.some((each) => each.has_alert && each.subject_ref === pair.other.subjectRef),
    }),
  );
  return {
    suspicions: anchored.map((pair) => suspicionOf(pair, dayOf)),
    rows: others,
    others: [...new Set([...naming, ...elsewhere.map(({ other }) => other.subjectRef)])],
  };
}

/** Pairs of which officers have not said that they are two; one for each other person. */
function onePerPerson(pairs: readonly Pair[], beside: readonly Beside[]): readonly Pair[] {
  const known = new Map(beside.map((each) => [each.subject_ref, each]));
  const personOf = ({ own, other }: Pair): string => `${own.ref.factId} ${known.get(other.subjectRef)?.canonical}`;
  const open = pairs.filter(({ other }) => known.get(other.subjectRef)?.is_another === false);
  return open.filter((pair, at) => open.findIndex((each) => personOf(each) === personOf(pair)) === at);
}

const suspicionOf = ({ own, other, basis, knownMs }: Pair, dayOf: Comparing['dayOf']): Suspicion => {
  const [first = '', second = ''] = [own.subjectRef, other.subjectRef].sort();
  return { anchor: own.ref, other: other.ref, suspectedRefs: [first, second], basis, since: dayOf(knownMs) };
};

const isOfRule = ({ kind, body }: JudgedRow): boolean => kind === Alert.kind && body?.['ruleId'] === perhapsTheSamePerson.id;

/** The own record has an alert that points to the other one. */
const hasAlert = (rows: readonly JudgedRow[], { own, other }: Pair): boolean =>
  rows.filter(isOfRule).some(({ body }) => {
    const { anchor, evidence } = body as unknown as AlertBody;
    return anchor.factId === own.ref.factId && evidence.some(({ factId }) => factId === other.ref.factId);
  });

const documentsOf = (rows: readonly JudgedRow[]): readonly (JudgedRow & { readonly body: TravelDocumentBody })[] =>
  rows.filter(({ kind, body }) => kind === TravelDocument.kind && body !== null) as never;

const identitiesOf = <Row extends JudgedRow>(rows: readonly Row[]): readonly (Row & { readonly body: ForeignNationalBody })[] =>
  rows.filter(({ kind, change, body }) => kind === ForeignNational.kind && change !== 'retracted' && body !== null) as never;

const ownIdentities = (rows: readonly JudgedRow[]): readonly Compared[] =>
  identitiesOf(rows).flatMap((row) => {
    const own = documentsOf(rows).filter(({ subject_ref }) => subject_ref === row.subject_ref);
    const documents = own.map(({ body }) => documentText(body));
    return comparedOf({ ...row, documents, newest_ms: Math.max(row.known_ms, ...own.map(({ known_ms }) => known_ms)) });
  });

const comparedOf = (row: AlikeRow): readonly Compared[] =>
  identitiesOf([row]).map(({ body, documents, newest_ms: knownMs, recorded_at }) => ({
    ...{ ref: refOf(row), subjectRef: row.subject_ref ?? '', recordedAt: recorded_at.getTime(), knownMs, documents },
    ...{ names: namesOf(body), birthDate: body.birthDate, nationality: body.nationality },
  }));

const wantedBy = (rows: readonly JudgedRow[]) => ({
  identities: identitiesOf(rows).map(({ body: { birthDate, nationality } }) => ({ birthDate, nationality })),
  documents: documentsOf(rows).map(({ body: { documentNumber, issuingState } }) => ({ documentNumber, issuingState })),
  named: rows.filter(isOfRule).flatMap(({ body }) => (body as unknown as AlertBody).evidence.map(({ factId }) => factId)),
});

function parted<Each>(all: readonly Each[], isFirst: (each: Each) => boolean): readonly [readonly Each[], readonly Each[]] {
  const firsts = all.filter(isFirst);
  return [firsts, all.filter((each) => !firsts.includes(each))];
}
