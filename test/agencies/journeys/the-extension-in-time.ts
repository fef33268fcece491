import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../../eventually.js';
import type { RunningExchange } from '../a-running-exchange.js';
import type { ShownFact } from '../agency-client.js';
import { aReport, aResident, arrives, type ATestResident } from '../residents.js';

const toldOfPermits = ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol'] as const;

/** Who applied and paid in time is extended although the old permit ended meanwhile; a report about the old card comes to nothing. */
export function theExtensionInTime(given: () => RunningExchange): void {
  const client = () => given().client;
  let resident: ATestResident;
  let application: ShownFact;
  let report: ShownFact;

  const permitAt = async (agency: Agency): Promise<unknown> => {
    const { body } = await client().get(agency, `/api/facts/stay-permit/imigrasi/${resident.permit.factId}`);
    return [body.body['state'], body.body['validTo']];
  };
  const onApplication = (verb: string, body: object): Promise<ShownFact> =>
    client().accepted('imigrasi', `/api/permit-applications/${application.factId}/${verb}`, body, { version: application.version });

  it('files on the day before the last one, and pays on the last', async () => {
    resident = await aResident(given(), { permit: { validTo: '2026-06-16' } });
    const { subjectRef, permit } = resident;
    const permitFact = { kind: 'stay-permit', factId: permit.factId };
    const filing = { subjectRef, applicationKind: 'EXTENSION', permitFact, filedOn: '2026-06-12' };
    application = await client().accepted('imigrasi', '/api/permit-applications', filing);
    application = await onApplication('pay', { paidOn: '2026-06-14' });
  });

  it('has a permit that ends by itself, while everybody who knows it sees the payment too', async () => {
    const { factId, body: told } = resident.permit;
    // Its last day had been typed wrongly: corrected, it is over.
    await client().accepted('imigrasi', `/api/facts/stay-permit/${factId}/correct`, { ...told, validTo: '2026-06-14' }, { version: '1' });
    for (const agency of toldOfPermits) await eventually(() => permitAt(agency), ['EXPIRED', '2026-06-14']);
    await arrives(given(), application, toldOfPermits);
    const { body } = await client().get('polres', `/api/facts/permit-application/imigrasi/${application.factId}`);
    expect(body.body).toMatchObject({ state: 'PAID', paidOn: '2026-06-14' });
  });

  it('is reported by a patrol that saw the old card; only imigrasi hears it', async () => {
    const { subjectRef, permit } = resident;
    const evidence = [{ kind: 'stay-permit', factId: permit.factId, version: '3', owner: 'imigrasi' }];
    report = await client().accepted('polres', '/api/violations', aReport(subjectRef, { ruleCode: 'NO_VALID_STAY', evidence }));
    await arrives(given(), report, ['imigrasi']);
    expect(await client().holders(report)).toEqual({ polres: '1', imigrasi: '1' });
  });

  it('is reviewed: the application is found, and the report is unfounded', async () => {
    const { kind, factId, issuer: owner } = report;
    const taken = { about: { kind, factId, owner }, outcome: 'UNDER_REVIEW', decidedOn: '2026-06-15' };
    const review = await client().accepted('imigrasi', '/api/reviews', taken);
    const decision = { outcome: 'UNFOUNDED', decidedOn: '2026-06-15' };
    const decided = await client().accepted('imigrasi', `/api/reviews/${review.factId}/decide`, decision, { version: '1' });
    await arrives(given(), decided, agencies);
    const rows = await given().query<{ document: string }>('kemenag', 'select document from fact where fact_id = $1', [review.factId]);
    expect(rows.filter(({ document }) => document.includes(resident.subjectRef) || document.includes('NO_VALID_STAY'))).toEqual([]);
  });

  it('is granted the extension, and holds a valid permit everywhere', async () => {
    application = await onApplication('decide', { outcome: 'GRANTED', decidedOn: '2026-06-15' });
    const extension = { validTo: '2027-06-14', extendedOn: '2026-06-15' };
    await client().accepted('imigrasi', `/api/stay-permits/${resident.permit.factId}/extend`, extension, { version: '3' });
    for (const agency of toldOfPermits) await eventually(() => permitAt(agency), ['VALID', '2027-06-14']);
  });

  it('is nothing but the dates of a residence paper for those who may not know permits', async () => {
    for (const agency of ['disdik', 'dinkes', 'kemenag'] as const) {
      const rows = await given().query<{ kind: string }>(agency, 'select distinct kind from fact where subject_ref = $1', [
        resident.subjectRef,
      ]);
      expect([agency, rows.map(({ kind }) => kind)]).toEqual([agency, ['residence']]);
    }
  });
}
