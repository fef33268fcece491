import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aResident } from './residents.js';

interface Incident {
  readonly member: string;
  readonly factId: string;
  readonly version: string;
  readonly documentHash: string;
  readonly isHere: boolean;
}

interface Content extends Incident {
  readonly subjectRef: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A person decides where a document is known to one member only: an officer reads both contents, an operator decides without reading either. */
export function incidents(given: () => RunningExchange): void {
  const client = () => given().client;
  const operator = { role: 'operator' } as const;

  const incidentOf = async ({ factId }: ShownFact): Promise<Incident | undefined> =>
    (await client().get<{ incidents: Incident[] }>('imigrasi', '/api/exchange/agreement', operator)).body.incidents.find(
      (each) => each.factId === factId,
    );

  /** Kesbangpol holds version 5 of a permit; imigrasi and Kafka have lost it. */
  async function aLostVersion(): Promise<ShownFact> {
    const { permit } = await aResident(given());
    const held = () => given().query<{ document: string }>('kesbangpol', 'select document from fact where fact_id = $1', [permit.factId]);
    await eventually(async () => (await held()).length, 1);
    const [row] = await held();
    const known = JSON.parse(row?.document ?? '{}') as { data: object };
    const lost = JSON.stringify({ ...known, factversion: '5', data: { ...known.data, purposeGroup: 'FAMILY' } });
    await given().query(
      'kesbangpol',
      `update fact set version = 5, document = $2, document_hash = sha256(convert_to($2, 'UTF8')), body = $2::jsonb -> 'data' where fact_id = $1`,
      [permit.factId, lost],
    );
    await eventually(async () => {
      await client().post('kesbangpol', '/api/exchange/agreement/compare', undefined, operator);
      return (await incidentOf(permit))?.isHere;
    }, true);
    return permit;
  }
  const decide = (permit: ShownFact, verb: string, body: object, asking: object = operator): Promise<string> =>
    client().outcome('imigrasi', `/api/exchange/incidents/stay-permit/${permit.factId}/${verb}`, body, asking);

  it('an officer reads both contents, the operator reads neither and decides; the auditor sees both of them', async () => {
    const permit = await aLostVersion();
    const incident = await incidentOf(permit);
    expect(Object.keys(incident ?? {}).sort()).toEqual(
      ['documentHash', 'factId', 'foundAt', 'isHere', 'kind', 'member', 'ownHash', 'ownVersion', 'reason', 'version'].sort(),
    );
    const { documentHash = '' } = incident ?? {};
    const path = `/api/facts/stay-permit/imigrasi/${permit.factId}/incidents`;
    expect(await client().asked('imigrasi', path, operator)).toBe('403 role.not-allowed');
    expect(await client().asked('imigrasi', path, { role: 'officer' })).toBe('400 purpose.missing');
    const officer = { role: 'officer', purpose: 'P1-SUPERVISION', subject: 'ratna@office' } as const;
    const { body } = await client().get<{ incidents: Content[] }>('imigrasi', path, officer);
    expect(body.incidents).toMatchObject([
      { member: 'kesbangpol', version: '5', documentHash, subjectRef: permit.subjectRef, body: { ...permit.body, purposeGroup: 'FAMILY' } },
    ]);
    for (const role of ['officer', 'system', 'auditor'] as const)
      expect([role, await decide(permit, 'adopt', { documentHash }, { role })]).toEqual([role, '403 role.not-allowed']);
    const decided = await client().post<object>(
      'imigrasi',
      `/api/exchange/incidents/stay-permit/${permit.factId}/adopt`,
      { documentHash },
      {
        ...operator,
        subject: 'agung@office',
      },
    );
    expect([decided.status, decided.body]).toEqual([200, { kind: 'stay-permit', factId: permit.factId, version: '6' }]);
    await eventually(() => client().holders(permit), { imigrasi: '6', dukcapil: '6', disnaker: '6', polres: '6', kesbangpol: '6' });
    const shown = await client().get('polres', `/api/facts/stay-permit/imigrasi/${permit.factId}`);
    expect(shown.body.body).toEqual({ ...permit.body, purposeGroup: 'FAMILY' });
    const log = await given().query<{ subject: string; residents: string[]; fact_id: string }>(
      'imigrasi',
      `select subject, residents, fact_id from access_log where fact_id = $1 and subject in ('ratna@office', 'agung@office') order by id`,
      [permit.factId],
    );
    expect(log).toEqual([
      { subject: 'ratna@office', residents: [permit.subjectRef], fact_id: permit.factId },
      { subject: 'agung@office', residents: [], fact_id: permit.factId },
    ]);
  });

  it('the operator keeps what the agency holds, or withdraws the fact everywhere', async () => {
    const [kept, withdrawn] = [await aLostVersion(), await aLostVersion()];
    const hashOf = async (permit: ShownFact): Promise<string> => (await incidentOf(permit))?.documentHash ?? '';
    const hash = await hashOf(kept);
    expect(await decide(kept, 'keep', { documentHash: hash })).toBe('200');
    expect(await decide(withdrawn, 'withdraw', { documentHash: await hashOf(withdrawn), reason: 'MISTAKE' })).toBe('200');
    const everyone = { imigrasi: '6', dukcapil: '6', disnaker: '6', polres: '6', kesbangpol: '6' };
    await eventually(() => client().holders(kept), everyone);
    await eventually(() => client().holders(withdrawn), everyone);
    const [one, other] = await Promise.all(
      [kept, withdrawn].map(async ({ factId }) => (await client().get('kesbangpol', `/api/facts/stay-permit/imigrasi/${factId}`)).body),
    );
    expect([one?.body, other?.change, other?.reason]).toEqual([kept.body, 'retracted', 'MISTAKE']);
    expect(await decide(kept, 'keep', { documentHash: hash })).toBe('404 incident.not-found');
  }, 180_000);

  it.each([
    ['adopt', {}, '400 request.invalid'],
    ['adopt', { documentHash: 'x' }, '400 request.invalid'],
    ['keep', { documentHash: '0'.repeat(64) }, '404 incident.not-found'],
    ['withdraw', { documentHash: '0'.repeat(64) }, '400 request.invalid'],
    ['withdraw', { documentHash: '0'.repeat(64), reason: 'BORED' }, '400 request.invalid'],
    ['withdraw', { documentHash: '0'.repeat(64), reason: 'MISTAKE' }, '404 incident.not-found'],
  ])('nobody may %s with %j', async (verb, body, wanted) => {
    const { permit } = await aResident(given());
    expect(await decide(permit, verb, body)).toBe(wanted);
  });
}
