import { addDays } from '@timpora/contracts';

import type { SampleResident } from './residents.js';

/** A synthetic company number; every seventh resident works in the same one. */
export const companyOf = ({ number }: SampleResident): string => `nib:90000000000${String(number % 7).padStart(2, '0')}`;

const plans = new Map<string, string>();

/** The plan by which somebody works, once it is approved. */
export const planOf = (resident: SampleResident): string | undefined => plans.get(companyOf(resident));

/** Every employer has an approval for its positions and places. */
export async function approvePlans(
  residents: readonly SampleResident[],
  today: string,
  approve: (key: string, body: unknown) => Promise<{ factId: string }>,
): Promise<void> {
  const workDistricts = [...new Set([...residents.map(({ district }) => district), '36.72.01'])];
  for (const company of new Set(residents.map(companyOf))) {
    const { factId } = await approve(`sample-plan-${company}`, {
      ...{ organisationKey: company, organisationName: `PT Contoh Sintetis ${company.slice(-1)}`, planKind: 'OVER_SIX_MONTHS' },
      positions: ['ENGINEER', 'TECHNICIAN'].map((positionCode) => ({ positionCode, count: 20 })),
      ...{ workDistricts, validFrom: addDays(today, -640), validTo: addDays(today, 85) },
    });
    plans.set(company, factId);
  }
}
