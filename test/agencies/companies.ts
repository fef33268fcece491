import { NoteMissedReport } from '../../apps/dpmptsp/src/companies/note-missed-report.js';
import { ownCaller } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aCompany } from './residents.js';
import { revises } from './revises.js';

type Body = Record<string, unknown>;
/** Businesses and their investment reports; about no resident. */
export function companies(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/companies';
  const outcome = (change: Body): Promise<string> => client().outcome('dpmptsp', path, aCompany(change));
  const missed = ({ factId }: ShownFact, period: string) =>
    given().does('dpmptsp', NoteMissedReport).execute(factId, period, ownCaller('reporting'));

  it.each([
    ['a key of another scheme', { organisationKey: 'local:dpmptsp:019afb00-0000-7000-8000-000000000301' }, '400 request.invalid'],
    ['a classification of four digits', { classifications: ['2410'] }, '400 request.invalid'],
    ['a name with a number in it', { companyName: 'PT 91200000' }, '400 request.invalid'],
    ['foreign capital and a small size', { size: 'SMALL' }, '400 company.foreign-is-large'],
    ['domestic capital and a small size', { capitalStatus: 'DOMESTIC', size: 'SMALL' }, '201'],
  ])('with %s is answered as it should', async (_, change, wanted) => {
    expect(await outcome(change)).toBe(wanted);
  });

  it('has its business id number alone, also when it is cancelled', async () => {
    const { factId, body } = await client().accepted('dpmptsp', path, aCompany());
    const again = { organisationKey: body['organisationKey'] };
    expect(await outcome(again)).toBe('409 company.already-registered');
    await revises(client(), 'dpmptsp', {
      path: `${path}/${factId}/change-state`,
      body: { companyState: 'CANCELLED', stateSince: '2026-06-01' },
      version: '1',
    });
    expect(await outcome(again)).toBe('409 company.already-registered');
  });

  it('goes through its states, and every entitled agency follows', async () => {
    const { kind, issuer, factId } = await client().accepted('dpmptsp', path, aCompany());
    const steps: readonly (readonly [verb: string, body: Body, wanted: string])[] = [
      ['change', { companyName: 'PT Contoh Baru', size: 'SMALL' }, '400 company.foreign-is-large'],
      ['change', { companyName: 'PT Contoh Baru', districts: ['36.04.05', '36.04.07'] }, '200'],
      ['record-report', { period: '2026-Q2' }, '409 company.period-not-over'],
      ['record-report', { period: '2026-S1' }, '409 company.period-not-over'],
      ['record-report', { period: '2025-S2' }, '400 company.other-period'],
      ['record-report', { period: '2026-Q5' }, '400 request.invalid'],
      ['record-report', { period: '2026-Q1' }, '200'],
      ['record-report', { period: '2026-Q1' }, '409 company.already-reported'],
      ['change-state', { companyState: 'INACTIVE', stateSince: '2025-03-02' }, '400 company.changed-backwards'],
      ['change-state', { companyState: 'INACTIVE', stateSince: '2026-05-04' }, '200'],
      ['change-state', { companyState: 'INACTIVE', stateSince: '2026-05-05' }, '409 company.same-state'],
      ['change-state', { companyState: 'CANCELLED', stateSince: '2026-06-01' }, '200'],
      ['change-state', { companyState: 'ACTIVE', stateSince: '2026-06-02' }, '409 company.is-cancelled'],
      ['change', { companyName: 'PT Contoh Lama' }, '409 company.is-cancelled'],
      ['record-report', { period: '2025-Q4' }, '409 company.is-cancelled'],
    ];
    let version = '1';
    for (const [verb, body, wanted] of steps) {
      const route = `${path}/${factId}/${verb}`;
      if (wanted === '200') version = (await revises(client(), 'dpmptsp', { path: route, body, version })).version;
      else expect([verb, await client().outcome('dpmptsp', route, body, { version: `"${version}"` })]).toEqual([verb, wanted]);
    }
    await eventually(
      () => client().holders({ kind, issuer, factId }),
      Object.fromEntries((entitled[kind] ?? []).map((name) => [name, version])),
    );
  });

  it('whose report did not come by its due day has a period overdue until it comes', async () => {
    const company = await client().accepted('dpmptsp', path, aCompany());
    await expect(missed(company, '2026-Q2')).rejects.toMatchObject({ problem: { code: 'company.report-not-due' } });
    expect((await missed(company, '2026-Q1')).body).toMatchObject({ overduePeriods: ['2026-Q1'] });
    await expect(missed(company, '2026-Q1')).rejects.toMatchObject({ problem: { code: 'company.already-overdue' } });
    const route = `${path}/${company.factId}/record-report`;
    const { body } = await client().accepted('dpmptsp', route, { period: '2026-Q1' }, { version: '"2"' });
    expect(body).toMatchObject({ lastReportedPeriod: '2026-Q1', overduePeriods: [] });
  });
}
