import { eventually } from '../../eventually.js';
import type { ShownFact } from '../agency-client.js';
import { merge, repair } from '../merges.js';
import type { MovedTime } from '../moved-time.js';
import { aDocument } from '../residents.js';

interface Pair {
  readonly older: ShownFact;
  readonly newer: ShownFact;
}

/** AL-21: who may be one person with somebody else is told to imigrasi once, and officers decide. */
export function theSamePersonTwice(given: () => MovedTime): void {
  let link: ShownFact;
  let linked: Pair;
  let two: Pair;
  let corrected: Pair;
  let sameDocument: Pair;
  let checked: Pair;

  const pair = async (one: object, other: object, documents: readonly object[] = [{}, {}]): Promise<Pair> => {
    const person = async (who: object, document: object | undefined): Promise<ShownFact> => {
      const identity = await given().identified({ birthDate: '1991-07-23', nationality: 'JPN', ...who });
      await given().accepted('imigrasi', '/api/travel-documents', aDocument(identity.subjectRef, { issuingState: 'JPN', ...document }));
      return identity;
    };
    return { older: await person(one, documents[0]), newer: await person(other, documents[1]) };
  };
  const refsOf = ({ older, newer }: Pair): string[] => [older.subjectRef, newer.subjectRef].sort();
  const questions = (agency: 'dukcapil' | 'imigrasi', of: Pair): Promise<unknown[]> =>
    given().x.query(
      agency,
      `select issuer, version, body->>'matchBasis' as basis from fact where kind = 'identity-question' and body->'suspectedRefs' = $1::jsonb`,
      [JSON.stringify(refsOf(of))],
    );
  const answers = async (of: Pair): Promise<unknown[]> => {
    const rows = await given().x.query<{ outcome: string }>(
      'dukcapil',
      `select r.body->>'outcome' as outcome from fact r join fact q on q.fact_id::text = r.body #>> '{about,factId}'
        where r.kind = 'review' and q.kind = 'identity-question' and q.body->'suspectedRefs' = $1::jsonb`,
      [JSON.stringify(refsOf(of))],
    );
    return rows.map(({ outcome }) => outcome);
  };
  const raises = (of: Pair, ...wanted: readonly string[]): Promise<void> => given().raises('dukcapil', of.newer, ...wanted);
  /** The national population system is asked by dukcapil alone, and says who is one person whatever is recorded here. */
  const check = (result: 'ONE_PERSON' | 'TWO_PERSONS'): Promise<ShownFact> =>
    given().accepted('dukcapil', '/api/national-checks', { subjectRefs: refsOf(checked), result });
  const correct = async (fact: ShownFact, change: object): Promise<void> => {
    const { version, body } = await given().current(fact);
    await given().accepted('imigrasi', `/api/facts/foreign-national/${fact.factId}/correct`, { ...body, ...change }, version);
  };

  it('is not suspected before the day is over', async () => {
    given().comes('2026-11-02T09:00:00');
    linked = await pair({ fullName: 'Hana Contoh Satu' }, { fullName: 'Contoh Satu Hana' });
    two = await pair({ fullName: 'Mei Kembar Utara' }, { fullName: 'Mei Kembar Utama' });
    corrected = await pair({ fullName: 'Aoi Sampel Koreksi' }, { fullName: 'Aoi Sampel Koreksy' });
    const document = { documentNumber: 'JP7770001' };
    const [passport, other] = [document, { ...document, documentType: 'TRAVEL_DOCUMENT' }];
    sameDocument = await pair({ fullName: 'Ren Dokumen' }, { fullName: 'Sora Lain Nama', birthDate: '1960-01-30' }, [passport, other]);
    checked = await pair({ fullName: 'Yui Dahulu', birthDate: '1955-05-05' }, { fullName: 'Emi Kemudian', birthDate: '1956-06-06' });
    const heard = async (): Promise<number> => {
      const people = [linked, two, corrected, sameDocument, checked].flatMap(refsOf);
      const rows = await given().x.query('dukcapil', `select from fact where kind = 'travel-document' and subject_ref = any ($1)`, [
        people,
      ]);
      return rows.length;
    };
    await eventually(heard, 10);
    await check('ONE_PERSON');
    await given().isLookedAt('dukcapil');
    for (const { newer } of [linked, checked]) expect(await given().alertsOf('dukcapil', newer)).toEqual([]);
  });

  it('is suspected after 24 hours by one alert, at the newer record, and by one question that only imigrasi hears', async () => {
    given().comes('2026-11-03T09:30:00');
    await given().hearsAgain('dukcapil', 'imigrasi');
    given().comes('2026-11-03T09:45:00');
    for (const each of [linked, two, corrected, sameDocument, checked]) await raises(each, 'AL-21 RAISED');
    for (const { older } of [linked, two, corrected, sameDocument, checked]) expect(await given().alertsOf('dukcapil', older)).toEqual([]);
    const asked = (basis: string): unknown[] => [{ issuer: 'dukcapil', version: '1', basis }];
    await eventually(() => questions('imigrasi', linked), asked('NAME_BIRTH_NATIONALITY'));
    await eventually(() => questions('imigrasi', sameDocument), asked('SAME_DOCUMENT'));
    await eventually(() => questions('imigrasi', checked), asked('BIOMETRIC'));
    expect((await given().alert('dukcapil', checked.newer, 'AL-21')).body).toMatchObject({ branch: 'a' });
    const alert = await given().alert('dukcapil', linked.newer, 'AL-21');
    expect(alert.body).toMatchObject({
      branch: 'b',
      anchor: { kind: 'foreign-national', factId: linked.newer.factId },
      evidence: [{ factId: linked.newer.factId }, { factId: linked.older.factId }],
    });
    expect(JSON.stringify(alert)).not.toMatch(/Contoh|1991-07-23|JPN/);
    await given().raises('imigrasi', linked.newer, 'AL-21 RAISED');
    const elsewhere = await given().x.query('polres', `select from fact where kind in ('alert', 'identity-question')`);
    expect(elsewhere).toEqual([]);
  });

  it('is one person once two officers have linked the records: that they were two had been told wrongly', async () => {
    link = await merge(given().x, refsOf(linked), { keptRef: linked.older.subjectRef });
    await raises(linked, 'AL-21 WITHDRAWN FACT_CORRECTED');
    const { body } = await given().alert('dukcapil', linked.newer, 'AL-21');
    expect(body['closeFact']).toMatchObject({ kind: 'identity-link', version: '1' });
  });

  it('is suspected again once the link is taken back, and not asked about again', async () => {
    await repair(given().x, link, { reason: 'MISTAKE' });
    await raises(linked, 'AL-21 RAISED');
    expect(await questions('dukcapil', linked)).toHaveLength(1);
  });

  it('is never suspected again of two whom officers found to be two', async () => {
    const [question] = await given().x.query<{ fact_id: string }>(
      'imigrasi',
      `select fact_id from fact where kind = 'identity-question' and body->'suspectedRefs' = $1::jsonb`,
      [JSON.stringify(refsOf(two))],
    );
    const about = { kind: 'identity-question', factId: question?.fact_id, owner: 'dukcapil' };
    await given().accepted('imigrasi', '/api/reviews', { about, outcome: 'UNFOUNDED', decidedOn: '2026-11-03' });
    await raises(two, 'AL-21 WITHDRAWN CONDITION_GONE');
    await correct(two.older, { fullName: 'Mei Kembar Utami' });
    await eventually(async () => (await given().current(two.older, 'dukcapil')).version, '2');
    given().comes('2026-11-05T09:00:00');
    await given().hearsAgain('dukcapil', 'imigrasi');
    given().comes('2026-11-05T09:15:00');
    await given().isLookedAt('dukcapil');
    await raises(two, 'AL-21 WITHDRAWN CONDITION_GONE');
  });

  it('is answered by itself once the data of one were corrected, whichever it is', async () => {
    await correct(corrected.older, { birthDate: '1991-07-24' });
    await raises(corrected, 'AL-21 WITHDRAWN FACT_CORRECTED');
    const { body } = await given().alert('dukcapil', corrected.newer, 'AL-21');
    expect(body['closeFact']).toMatchObject({ factId: corrected.older.factId, version: '2' });
    await eventually(() => answers(corrected), ['UNFOUNDED']);
    expect(await answers(sameDocument)).toEqual([]);
    expect(await questions('dukcapil', corrected)).toHaveLength(1);
  });
  it('is gone when the national check says that they are two after all', async () => {
    await check('TWO_PERSONS');
    await raises(checked, 'AL-21 WITHDRAWN CONDITION_GONE');
  });

  it('is gone when one of the records is taken back', async () => {
    const { kind, factId, version } = await given().current(sameDocument.older);
    await given().accepted('imigrasi', `/api/facts/${kind}/${factId}/retract`, { reason: 'MISTAKE' }, version);
    await raises(sameDocument, 'AL-21 WITHDRAWN FACT_RETRACTED');
  });
}
