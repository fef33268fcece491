import { agencies, type Agency } from '@timpora/contracts';
import fc from 'fast-check';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { Asking, ShownFact } from './agency-client.js';
import { aDocument, anEmployment, aPermit, arrives, someone } from './residents.js';

const path = '/api/identity-links/proposals';
const repairs = '/api/identity-links/repairs';
const siti: Asking = { role: 'officer', purpose: 'P1-SUPERVISION', subject: 'siti@imigrasi' };
const budi: Asking = { ...siti, subject: 'budi@imigrasi' };

/** Two officers decide that these references are one person. */
export async function merge({ client }: RunningExchange, references: readonly string[], more = {}): Promise<ShownFact> {
  const proposal = await client.accepted('imigrasi', path, { references, basis: 'DOCUMENTS', ...more }, siti);
  return client.accepted('imigrasi', `${path}/${proposal.factId}/confirm`, undefined, budi);
}

/** Two officers decide that a merge was told wrongly, or should not have been. */
export async function repair({ client }: RunningExchange, { factId }: ShownFact, how: object): Promise<ShownFact> {
  const verb = 'reason' in how ? 'propose-retraction' : 'propose-correction';
  const proposal = await client.accepted('imigrasi', `/api/identity-links/${factId}/${verb}`, how, siti);
  return client.accepted('imigrasi', `${repairs}/${(proposal as unknown as { repairId: string }).repairId}/confirm`, undefined, budi);
}

/** Which references stand for one person is computed from the links, wherever and in whatever order they arrive. */
export function merges(given: () => RunningExchange): void {
  const client = () => given().client;
  const two = async (): Promise<[string, string]> => [(await someone(given())).subjectRef, (await someone(given())).subjectRef];
  const shownBy = async (agency: Agency, subjectRef: string): Promise<unknown> => {
    const { code, body } = await client().get<{ subjectRef: string; aliases: string[] }>(agency, `/api/residents/${subjectRef}`);
    return code ?? [body.subjectRef, body.aliases];
  };
  const proposes = (body: object, asking = siti): Promise<string> =>
    client().outcome('imigrasi', path, { basis: 'DOCUMENTS', ...body }, asking);

  it('are decided by two officers, never by one, and never by a system', async () => {
    const [one, other] = await two();
    const proposal = await client().accepted('imigrasi', path, { references: [one, other], basis: 'DOCUMENTS' }, siti);
    expect(proposal).toMatchObject({ keptRef: one, mergedRefs: [other], proposedBy: 'siti@imigrasi' });
    const confirm = `${path}/${proposal.factId}/confirm`;
    expect(await client().outcome('imigrasi', confirm, undefined, siti)).toBe('409 identity-link.same-officer');
    expect(await client().outcome('imigrasi', confirm, undefined)).toBe('403 role.not-allowed');
    expect(await shownBy('imigrasi', other)).toEqual([other, []]);
    const { body } = await client().get<{ proposals: { factId: string }[] }>('imigrasi', path, budi);
    expect(body.proposals.map(({ factId }) => factId)).toContain(proposal.factId);
    const link = await client().accepted('imigrasi', confirm, undefined, budi);
    expect(link).toMatchObject({
      event: 'identity-links-merged.v1',
      subjectRef: one,
      body: { reviewersCount: 2, decidedOn: '2026-06-15' },
    });
    expect(await client().outcome('imigrasi', confirm, undefined, budi)).toBe('404 identity-link.proposal-not-found');
    expect(await shownBy('imigrasi', other)).toEqual([one, [other]]);
    await eventually(() => client().holders(link), Object.fromEntries(agencies.map((agency) => [agency, '1'])));
  });

  it('may be rejected, and are then two persons', async () => {
    const [one, other] = await two();
    const { factId } = await client().accepted('imigrasi', path, { references: [one, other], basis: 'BIOMETRIC' }, siti);
    expect(await client().outcome('imigrasi', `${path}/${factId}/reject`, undefined, siti)).toBe('200');
    expect(await client().outcome('imigrasi', `${path}/${factId}/confirm`, undefined, budi)).toBe('404 identity-link.proposal-not-found');
    expect(await shownBy('imigrasi', one)).toEqual([one, []]);
  });

  it.each<[string, (refs: [string, string]) => object, string]>([
    [
      'a reference that nobody has',
      ([one]) => ({ references: [one, '019afb00-0000-7000-8000-0000000000ff'] }),
      '409 identity-link.unknown-reference',
    ],
    ['one reference', ([one]) => ({ references: [one] }), '400 request.invalid'],
    ['no basis', (references) => ({ references, basis: undefined }), '400 request.invalid'],
  ])('are not proposed with %s', async (_, body, wanted) => {
    expect(await proposes(body(await two()))).toBe(wanted);
  });

  it('are never a circle, nor merged twice, by proposal or by correction', async () => {
    const [[a, b], [c, d]] = [await two(), await two()];
    const first = await merge(given(), [a, b]);
    const second = await merge(given(), [b, c], { keptRef: b });
    expect(await shownBy('imigrasi', c)).toEqual([a, [b, c].sort()]);
    expect(await proposes({ references: [a, c], keptRef: c })).toBe('409 identity-link.circle');
    expect(await proposes({ references: [d, b], keptRef: d })).toBe('409 identity-link.merged-already');
    const correct = ({ factId }: ShownFact, mergedRefs: readonly string[]): Promise<string> =>
      client().outcome('imigrasi', `/api/identity-links/${factId}/propose-correction`, { mergedRefs, basis: 'DOCUMENTS' }, siti);
    expect(await correct(second, [a])).toBe('409 identity-link.circle');
    expect(await correct(second, [c, b])).toBe('400 identity-link.kept-is-merged');
    expect(await correct(first, [c])).toBe('409 identity-link.merged-already');
    expect(await correct(second, [])).toBe('400 request.invalid');
  });

  it('are repaired by two officers, never by one, and never as other facts are', async () => {
    const [one, other] = await two();
    const { subjectRef: third } = await someone(given());
    const link = await merge(given(), [one, other], { keptRef: one });
    const generic = (verb: string, body: object): Promise<string> =>
      client().outcome('imigrasi', `/api/facts/identity-link/${link.factId}/${verb}`, body, { version: '1' });
    expect(await generic('correct', { ...link.body, mergedRefs: [third] })).toBe('409 fact.repaired-by-two');
    expect(await generic('retract', { reason: 'MISTAKE' })).toBe('409 fact.repaired-by-two');
    const correction = { mergedRefs: [third], basis: 'BIOMETRIC' };
    const proposed = await client().post<{ repairId: string }>(
      'imigrasi',
      `/api/identity-links/${link.factId}/propose-correction`,
      correction,
      siti,
    );
    const confirm = `${repairs}/${proposed.body.repairId}/confirm`;
    expect(await client().outcome('imigrasi', confirm, undefined, siti)).toBe('409 identity-link.same-officer');
    const { body } = await client().get<{ repairs: { repairId: string }[] }>('imigrasi', repairs, budi);
    expect(body.repairs.map(({ repairId }) => repairId)).toContain(proposed.body.repairId);
    expect(await shownBy('imigrasi', other)).toEqual([one, [other]]);
    const corrected = await client().accepted('imigrasi', confirm, undefined, budi);
    expect(corrected).toMatchObject({ change: 'corrected', version: '2', body: { ...correction, keptRef: one, reviewersCount: 2 } });
    expect(await shownBy('imigrasi', third)).toEqual([one, [third]]);
    expect(await shownBy('imigrasi', other)).toEqual([other, []]);
    const retraction = await client().post<{ repairId: string }>(
      'imigrasi',
      `/api/identity-links/${link.factId}/propose-retraction`,
      { reason: 'MISTAKE' },
      siti,
    );
    const reject = `${repairs}/${retraction.body.repairId}/reject`;
    expect(await client().outcome('imigrasi', reject, undefined, budi)).toBe('200');
    expect(await client().outcome('imigrasi', reject, undefined, budi)).toBe('404 identity-link.repair-not-found');
    await repair(given(), link, { reason: 'MISTAKE' });
    expect(await shownBy('imigrasi', third)).toEqual([third, []]);
    const late = client().outcome('imigrasi', `/api/identity-links/${link.factId}/propose-retraction`, { reason: 'MISTAKE' }, siti);
    expect(await late).toBe('409 fact.retracted');
  });

  it('name in the access log whom they were about, from the proposal on', async () => {
    const references = await two();
    const { factId } = await client().accepted('imigrasi', path, { references, basis: 'DOCUMENTS' }, siti);
    const asked = async (): Promise<readonly string[]> => {
      const { body } = await client().get<{ entries: { route: string; residents: readonly string[] }[] }>(
        'imigrasi',
        `/api/access-log?resident=${references[1]}`,
        { role: 'auditor' },
      );
      return body.entries.filter(({ residents }) => residents.includes(references[0])).map(({ route }) => route);
    };
    await client().get('imigrasi', path, budi);
    await client().accepted('imigrasi', `${path}/${factId}/reject`, undefined, budi);
    const routes = [path, `${path}/:factId/reject`].map((each) => `POST ${each}`);
    expect(await asked()).toEqual(expect.arrayContaining([...routes, `GET ${path}`]));
  });

  it('show facts that are too many to their owner, as work and not as an error', async () => {
    const [one, other] = await two();
    const permits = [
      await client().accepted('imigrasi', '/api/stay-permits', aPermit(one)),
      await client().accepted('imigrasi', '/api/stay-permits', aPermit(other)),
    ];
    const ids = permits.map(({ factId }) => factId).sort();
    const clashes = async (): Promise<unknown[]> => {
      const { body } = await client().get<{ clashes: { subjectRef: string; code: string; facts: { factId: string }[] }[] }>(
        'imigrasi',
        '/api/identity/clashes',
      );
      return body.clashes
        .filter(({ subjectRef }) => subjectRef === one)
        .map(({ code, facts }) => [code, facts.map(({ factId }) => factId).sort()]);
    };
    expect(await clashes()).toEqual([]);
    await merge(given(), [one, other]);
    expect(await clashes()).toEqual([['permit.already-valid', ids]]);
    expect(await client().outcome('imigrasi', '/api/stay-permits', aPermit(other))).toBe('409 permit.already-valid');
    const closing = { closureKind: 'REPLACED', closedOn: '2026-06-15' };
    await client().accepted('imigrasi', `/api/stay-permits/${permits[0]!.factId}/close`, closing, { version: '1' });
    expect(await clashes()).toEqual([]);
  });

  it('find a person by any document and any name, once', async () => {
    const [one, other] = [await someone(given()), await someone(given())];
    const { body } = await client().accepted('imigrasi', '/api/travel-documents', aDocument(other.subjectRef));
    const link = await merge(given(), [one.subjectRef, other.subjectRef]);
    await arrives(given(), link, ['dukcapil']);
    const hand = { issuingState: body['issuingState'], documentNumber: body['documentNumber'], birthDate: other.body['birthDate'] };
    expect((await client().post('dukcapil', '/api/identity/look-up', hand)).body.subjectRef).toBe(one.subjectRef);
    for (const { body: person } of [one, other]) {
      const found = await client().get<{ residents: { subjectRef: string }[] }>(
        'imigrasi',
        `/api/residents?q=${encodeURIComponent(String(person['fullName']))}`,
      );
      expect(found.body.residents.map(({ subjectRef }) => subjectRef)).toEqual([one.subjectRef]);
    }
    const newer = await client().accepted('imigrasi', '/api/travel-documents', aDocument(one.subjectRef));
    const old = await client().get(
      'imigrasi',
      `/api/facts/travel-document/imigrasi/${(await given().query<{ fact_id: string }>('imigrasi', `select fact_id from fact where kind = 'travel-document' and subject_ref = $1`, [other.subjectRef]))[0]?.fact_id}`,
    );
    expect([newer.body['state'], old.body.body['state']]).toEqual(['CURRENT', 'REPLACED']);
  });

  it('are split again by a retraction, everywhere', async () => {
    const [one, other] = await two();
    const employment = await client().accepted('disnaker', '/api/employments', anEmployment((await aWorker(given(), other)).subjectRef));
    const link = await merge(given(), [one, other]);
    await eventually(() => shownBy('disnaker', one), [one, [other]]);
    await repair(given(), link, { reason: 'MISTAKE' });
    await eventually(() => shownBy('disnaker', other), [other, []]);
    expect(await shownBy('disnaker', one)).toBe('resident.not-known');
    expect(employment.subjectRef).toBe(other);
  });

  it('are the same whatever the order in which links arrive, are corrected and are taken back', async () => {
    const ref = (number: number): string => `019afb00-0000-7000-9000-${String(number).padStart(12, '0')}`;
    const links = fc.array(fc.record({ kept: fc.nat(7), merged: fc.nat(7), retracted: fc.boolean() }), { maxLength: 8 });
    const insert = `insert into fact (fact_id, issuer, kind, version, change, event, event_id, subject_ref, document, document_hash, body, occurred_at, recorded_at, known_at)
      select gen_random_uuid(), 'model', 'identity-link', 1, $3, 'x', gen_random_uuid(), $1::uuid, '{}', '', jsonb_build_object('mergedRefs', jsonb_build_array($2::text)), now(), now(), now()`;
    const property = fc.asyncProperty(links, fc.infiniteStream(fc.nat()), async (drawn, order) => {
      const shuffled = drawn.map((link) => [order.next().value as number, link] as const).sort(([a], [b]) => a - b);
      for (const [, { kept, merged, retracted }] of shuffled)
        await given().query('kemenag', insert, [ref(kept), ref(merged), retracted ? 'retracted' : 'stated']);
      const computed = await given().query<{ canonical: string }>(
        'kemenag',
        'select canonical_of(r) as canonical from unnest($1::uuid[]) r',
        [[...Array(8).keys()].map(ref)],
      );
      await given().query('kemenag', `delete from fact where issuer = 'model'`);
      expect(computed.map(({ canonical }) => canonical)).toEqual(canonicalBy(drawn.filter(({ retracted }) => !retracted)).map(ref));
    });
    await fc.assert(property, { numRuns: 60 });
  });
}

/** Written once more, as groups that are joined: for each of eight, the one that nobody merges, the smallest of several or of none. */
function canonicalBy(links: readonly { readonly kept: number; readonly merged: number }[]): number[] {
  const groupOf = [...Array(8).keys()];
  for (const { kept, merged } of links) {
    const [from, to] = [groupOf[merged]!, groupOf[kept]!];
    groupOf.forEach((group, at) => (groupOf[at] = group === from ? to : group));
  }
  return groupOf.map((group) => {
    const members = groupOf.flatMap((each, at) => (each === group ? [at] : []));
    const heads = members.filter((at) => !links.some(({ merged }) => merged === at));
    return Math.min(...(heads.length > 0 ? heads : members));
  });
}

/** Disnaker knows somebody once the permit has arrived. */
async function aWorker(exchange: RunningExchange, subjectRef: string): Promise<ShownFact> {
  const permit = await exchange.client.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef));
  await arrives(exchange, permit, ['disnaker']);
  return permit;
}
