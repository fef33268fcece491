import { join } from 'node:path';

import type { Agency } from '@timpora/contracts';
import { admit, keptPassword, type Environments, type Stack } from '@timpora/stack';

import { catalogueIn, furtherContracts } from './further.js';

/** What the registry calls the exchange of this folder; made with it. */
export const exchangeId = 'timpora-kabupaten-serang';

/** Each member's Kafka password, kept in the folder. */
export const logins = (folder: string, members: readonly Agency[]): Readonly<Record<string, string>> =>
  Object.fromEntries(members.map((member) => [member, keptPassword(join(folder, 'secrets', `kafka-${member}`))]));

/** Makes what is missing of logins, topics, access rights, databases and keys. @returns the environment variables of each agency's service */
export async function provision(
  on: Stack,
  { folder, basePort, agencies }: { folder: string; basePort: number; agencies: readonly Agency[] },
): Promise<Environments> {
  const [catalogue, contracts] = [await catalogueIn(folder), Object.values(furtherContracts(folder))];
  return admit(on, { folder, exchangeId, catalogue, contracts, members: agencies, basePort, withdrawOthers: true });
}
