import type { Agency } from '@timpora/contracts';

import type { AgencyApi } from './agency-api.js';
import type { SampleResident } from './residents.js';

interface Reporting {
  readonly api: AgencyApi;
  command(agency: Agency, path: string, wanted: { body: unknown; key: string }): Promise<unknown>;
}

/** Two suspicions, reported for a review; they accuse nobody. */
export async function reportSuspicions(residents: readonly SampleResident[], today: string, { command, api }: Reporting): Promise<void> {
  const observed = { observedOn: today, confidence: 'OBSERVED', evidence: [] };
  const { body } = await api.get('polres', '/api/facts/stay-permit?limit=1');
  const [permit] = body.facts;
  await command('polres', '/api/violations', {
    key: 'sample-violation-1',
    body: {
      ...observed,
      subjectRef: permit.subjectRef,
      ruleCode: 'ADDRESS_NOT_REPORTED',
      district: residents[0]?.district,
      evidence: [{ kind: 'stay-permit', factId: permit.factId }],
    },
  });
  await command('kesbangpol', '/api/violations', {
    key: 'sample-violation-2',
    body: { ...observed, organisationKey: 'nib:9000000000003', ruleCode: 'UNREGISTERED_ACTIVITY', district: residents[1]?.district },
  });
}
