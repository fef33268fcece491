import { entitled } from './entitled.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { keysOf } from './keys-of.js';
import { aDocument, aPerson, arrives } from './residents.js';
import { revises } from './revises.js';
import { zoneOf } from './zones.js';

const path = '/api/travel-documents';

/** The documents of a person, and the keys that are told with them. */
export function commandsAboutDocuments(given: () => RunningExchange): void {
  const client = () => given().client;
  const someone = async (change = {}): Promise<ShownFact> => client().accepted('imigrasi', '/api/foreign-nationals', aPerson(change));
  const record = async (subjectRef: string, change = {}): Promise<ShownFact> =>
    client().accepted('imigrasi', path, aDocument(subjectRef, change));
  const shown = async ({ factId }: ShownFact): Promise<ShownFact> =>
    (await client().get('imigrasi', `/api/facts/travel-document/imigrasi/${factId}`)).body;

  it('recorded goes to dukcapil, and its key to everybody', async () => {
    const { subjectRef } = await someone();
    const document = await record(subjectRef);
    expect(document).toMatchObject({ version: '1', body: { state: 'CURRENT', mrzCheck: 'NOT_READ', mrzReadCount: 0 } });
    await arrives(given(), document, entitled['travel-document'] ?? []);
    const [key, ...more] = await keysOf(given(), subjectRef);
    expect([key?.body['documentFact'], key?.body['keyId'], more]).toEqual([
      { kind: 'travel-document', factId: document.factId },
      'dev-match-1',
      [],
    ]);
    await arrives(given(), key!, entitled['identity-key'] ?? []);
    expect(JSON.stringify(key?.body)).not.toContain(String(document.body['documentNumber']));
  });

  it('recorded replaces the current one of the same state, and of no other; all keys stay', async () => {
    const { subjectRef } = await someone();
    const old = await record(subjectRef);
    const japanese = await record(subjectRef, { issuingState: 'JPN' });
    const current = await record(subjectRef);
    const states = await Promise.all([old, japanese, current].map(async (each) => (await shown(each)).body['state']));
    expect(states).toEqual(['REPLACED', 'CURRENT', 'CURRENT']);
    expect(await keysOf(given(), subjectRef)).toHaveLength(3);
    await arrives(given(), { ...old, version: '2' }, ['dukcapil']);
  });

  it('is one of one person: the reference is in the refusal', async () => {
    const [one, other] = [await someone(), await someone()];
    const document = await record(one.subjectRef);
    const number = String(document.body['documentNumber']).toLowerCase();
    const again = await client().post(
      'imigrasi',
      path,
      aDocument(other.subjectRef, { documentNumber: `${number.slice(0, 4)} ${number.slice(4)}` }),
    );
    expect([again.status, again.code, again.body.subjectRef, again.body.factId]).toEqual([
      409,
      'travel-document.taken',
      one.subjectRef,
      document.factId,
    ]);
  });

  it('of two types with one number leads to one person by one key', async () => {
    const { subjectRef } = await someone();
    const { body } = await record(subjectRef);
    await record(subjectRef, { documentNumber: body['documentNumber'], documentType: 'TRAVEL_DOCUMENT' });
    expect(await keysOf(given(), subjectRef)).toHaveLength(1);
    const other = await someone();
    const third = aDocument(other.subjectRef, { documentNumber: body['documentNumber'], documentType: 'OTHER' });
    const answer = await client().post('imigrasi', path, third);
    expect([answer.code, answer.body.subjectRef]).toEqual(['identity-key.taken', subjectRef]);
  });

  it('finds a returnee: with the document in hand nobody is identified a second time', async () => {
    const { subjectRef, body } = await someone();
    const { documentNumber, issuingState } = (await record(subjectRef)).body;
    const again = aPerson({ birthDate: body['birthDate'], documentNumber, issuingState });
    const answer = await client().post('imigrasi', '/api/foreign-nationals', again);
    expect([answer.status, answer.code, answer.body.subjectRef]).toEqual([409, 'foreign-national.already-identified', subjectRef]);
    expect(await client().outcome('imigrasi', '/api/foreign-nationals', { ...again, documentNumber: 'X99999998' })).toBe('201');
  });

  describe('scanned', () => {
    const zone = (change = {}): string[] => zoneOf({ state: 'D', number: 'C01X0006H', born: '880417', expires: '320502', ...change });
    const scan = (subjectRef: string, mrz: string[], more = {}): Promise<ShownFact> =>
      client().accepted('imigrasi', path, { subjectRef, documentType: 'PASSPORT', mrz, ...more });

    it('need not be typed; what was printed for Germany is kept', async () => {
      const { body } = await scan((await someone()).subjectRef, zone());
      expect(body).toMatchObject({ documentNumber: 'C01X0006H', issuingState: 'DEU', rawStateCode: 'D', expiresOn: '2032-05-02' });
      expect([body['mrzCheck'], body['mrzReadCount']]).toEqual(['PASSED', 1]);
    });

    it('are read once more, and then agree with what is recorded', async () => {
      const { subjectRef, factId } = await someone({ birthDate: '1988-12-03' });
      const right = zone({ number: 'C01X0007K', born: '880312' });
      const document = await scan(subjectRef, right);
      expect(document.body).toMatchObject({ mrzCheck: 'FAILED', mrzReadCount: 1 });
      const reading = `${path}/${document.factId}/read-zone`;
      const again = await revises(client(), 'imigrasi', { path: reading, body: { mrz: right }, version: '1' });
      expect(again.body).toMatchObject({ mrzCheck: 'FAILED', mrzReadCount: 2 });
      const { body } = await client().get('imigrasi', `/api/facts/foreign-national/imigrasi/${factId}`);
      await client().accepted(
        'imigrasi',
        `/api/facts/foreign-national/${factId}/correct`,
        { ...body.body, birthDate: '1988-03-12' },
        { version: '1' },
      );
      const third = await client().accepted('imigrasi', reading, { mrz: right }, { version: '2' });
      expect(third.body).toMatchObject({ mrzCheck: 'PASSED', mrzReadCount: 3 });
    });

    it.each([
      ['a state with another one typed', {}, { issuingState: 'KOR' }, '400 mrz.differs'],
      ['no zone', { mrz: ['A'.repeat(44), 'B'.repeat(40)] }, {}, '400 mrz.unreadable'],
      ['one line', { mrz: ['A'.repeat(44)] }, {}, '400 request.invalid'],
      ['nothing', { mrz: undefined }, {}, '400 travel-document.incomplete'],
      [
        'a number of 21 signs',
        { mrz: undefined },
        { documentNumber: 'X'.repeat(21), issuingState: 'KOR', expiresOn: '2032-05-02' },
        '400 contract.broken',
      ],
    ])('with %s are refused', async (_, change, typed, wanted) => {
      const command = {
        subjectRef: (await someone()).subjectRef,
        documentType: 'PASSPORT',
        mrz: zone({ number: 'C01X0008L' }),
        ...change,
        ...typed,
      };
      expect(await client().outcome('imigrasi', path, command)).toBe(wanted);
    });
  });

  it.each(['REPLACED', 'LOST', 'CANCELLED'])('end as %s once', async (state) => {
    const { subjectRef } = await someone();
    const { factId } = await record(subjectRef);
    const ended = await revises(client(), 'imigrasi', { path: `${path}/${factId}/end`, body: { state }, version: '1' });
    expect(ended.body).toMatchObject({ state });
    expect(await client().outcome('imigrasi', `${path}/${factId}/end`, { state: 'LOST' }, { version: '2' })).toBe(
      '409 travel-document.not-current',
    );
    expect(
      await client().outcome(
        'imigrasi',
        `${path}/${factId}/read-zone`,
        { mrz: zoneOf({ state: 'KOR', number: 'X1', born: '880417', expires: '320502' }) },
        { version: '2' },
      ),
    ).toBe('409 travel-document.not-current');
    await record(subjectRef);
    expect(await keysOf(given(), subjectRef)).toHaveLength(2);
  });

  it('are of somebody who is identified and alive', async () => {
    const nobody = '019afb00-0000-7000-8000-0000000000ff';
    expect(await client().outcome('imigrasi', path, aDocument(nobody))).toBe('409 travel-document.unknown-person');
    const { subjectRef, factId } = await someone();
    await client().accepted('imigrasi', `/api/foreign-nationals/${factId}/record-death`, undefined, { version: '1' });
    expect(await client().outcome('imigrasi', path, aDocument(subjectRef))).toBe('409 foreign-national.deceased');
  });
}
