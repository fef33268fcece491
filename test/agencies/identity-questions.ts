import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aKey } from './keys-of.js';
import { aDocument, aPerson, aResident, arrives, someone } from './residents.js';

const askers = agencies.filter((agency) => agency !== 'imigrasi');

/** Who is not found by a document is asked for, and imigrasi alone hears it. */
export function identityQuestions(given: () => RunningExchange): void {
  const client = () => given().client;
  const aRequest = (change = {}): Record<string, unknown> => {
    const { fullName, birthDate, nationality } = aPerson();
    const { documentNumber, issuingState } = aDocument('');
    return { fullName, birthDate, nationality, documentNumber, issuingState, ...change };
  };
  const answer = (about: ShownFact, outcome: string): Promise<ShownFact> => {
    const { kind, factId, issuer: owner } = about;
    return client().accepted('imigrasi', '/api/reviews', { about: { kind, factId, owner }, outcome, decidedOn: '2026-06-15' });
  };
  const waiting = async (agency: Agency, { factId }: ShownFact): Promise<unknown[]> => {
    const { body } = await client().get<{ questions: { factId: string; outcome: string | null; subjectRef: string | null }[] }>(
      agency,
      '/api/identity-questions',
    );
    return body.questions.filter((each) => each.factId === factId).map(({ outcome, subjectRef }) => [outcome, subjectRef]);
  };

  it.each(askers)('%s asks, imigrasi identifies and answers, and the waiting record is completed', async (agency) => {
    const request = aRequest();
    const question = await client().accepted(agency, '/api/identity-questions/find', request);
    expect(question).toMatchObject({
      event: 'identity-requested.v1',
      subjectRef: null,
      body: { questionKind: 'FIND', askedOn: '2026-06-15' },
    });
    await arrives(given(), question, ['imigrasi']);
    expect(await client().holders(question)).toEqual({ [agency]: '1', imigrasi: '1' });
    expect(await waiting(agency, question)).toEqual([[null, null]]);
    const { fullName, birthDate, nationality, documentNumber, issuingState } = request;
    const { subjectRef } = await someone(given(), { fullName, birthDate, nationality });
    await client().accepted('imigrasi', '/api/travel-documents', aDocument(subjectRef, { documentNumber, issuingState }));
    await answer(question, 'DONE');
    await eventually(() => waiting(agency, question), [['DONE', subjectRef]]);
    const [key] = await given().query<{ key: string }>(
      agency,
      `select body->>'matchKey' as key from fact where kind = 'identity-key' and subject_ref = $1`,
      [subjectRef],
    );
    expect(key?.key).toBe(question.body['matchKey']);
    const again = await client().post(agency, '/api/identity-questions/find', request);
    expect([again.code, again.body.subjectRef]).toEqual(['identity-question.known-already', subjectRef]);
  });

  it.each(askers)('%s asks about somebody who does not reside here: it is erased at both ends', async (agency) => {
    const question = await client().accepted(agency, '/api/identity-questions/find', aRequest());
    await arrives(given(), question, ['imigrasi']);
    await answer(question, 'OUT_OF_SCOPE');
    await eventually(() => waiting(agency, question), [['OUT_OF_SCOPE', null]]);
    await client().accepted(agency, `/api/identity-questions/${question.factId}/withdraw`, undefined, { version: '1' });
    const bodies = async (): Promise<unknown[]> =>
      Promise.all(
        [agency, 'imigrasi' as const].map(
          async (holder) => (await client().get(holder, `/api/facts/identity-question/${agency}/${question.factId}`)).body.body,
        ),
      );
    await eventually(bodies, [null, null]);
    expect(await waiting(agency, question)).toEqual([]);
  });

  it('is asked once by each agency', async () => {
    const request = aRequest();
    const { factId } = await client().accepted('dinkes', '/api/identity-questions/find', request);
    const typed = { ...request, documentNumber: String(request['documentNumber']).toLowerCase() };
    const again = await client().post('dinkes', '/api/identity-questions/find', typed);
    expect([again.code, again.body.factId]).toEqual(['identity-question.asked-already', factId]);
    expect(await client().outcome('kemenag', '/api/identity-questions/find', request)).toBe('201');
  });

  it.each<[string, object, string]>([
    ['no birth date', { birthDate: undefined }, '400 request.invalid'],
    ['a number too long', { documentNumber: 'X'.repeat(21) }, '400 contract.broken'],
    ['a key of its own choice', { matchKey: '0f'.repeat(32) }, '400 request.invalid'],
  ])('with %s is refused', async (_, change, wanted) => {
    expect(await client().outcome('polres', '/api/identity-questions/find', aRequest(change))).toBe(wanted);
  });

  it.each(askers)('%s asks about two references: one question in whatever order, answered by people', async (agency) => {
    const [one, other] = [await someone(given()), await someone(given())];
    for (const { subjectRef } of [one, other]) await arrives(given(), await aKey(given(), subjectRef), [agency]);
    const suspectedRefs = [other.subjectRef, one.subjectRef];
    const question = await client().accepted(agency, '/api/identity-questions/same-person', { suspectedRefs, matchBasis: 'BIOMETRIC' });
    expect(question.body['suspectedRefs']).toEqual([...suspectedRefs].sort());
    const again = client().outcome(agency, '/api/identity-questions/same-person', {
      suspectedRefs: [...suspectedRefs].reverse(),
      matchBasis: 'SAME_DOCUMENT',
    });
    expect(await again).toBe('409 identity-question.asked-already');
    await arrives(given(), question, ['imigrasi']);
    await answer(question, 'UNFOUNDED');
    await eventually(() => waiting(agency, question), [['UNFOUNDED', null]]);
  });

  it('about a reference that nobody has is refused', async () => {
    const { subjectRef } = await aResident(given());
    const suspectedRefs = [subjectRef, '019afb00-0000-7000-8000-0000000000ff'];
    expect(await client().outcome('polres', '/api/identity-questions/same-person', { suspectedRefs, matchBasis: 'SAME_DOCUMENT' })).toBe(
      '422 identity-question.unknown-reference',
    );
  });

  it('is no question of imigrasi, which makes the references', async () => {
    expect(await client().outcome('imigrasi', '/api/identity-questions/find', aRequest())).toBe('404 route.unknown');
  });
}
