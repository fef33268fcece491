import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { catalogueWithFiles, ContractsProblem, type Catalogue } from '@timpora/contracts';
import { StackProblem } from '@timpora/stack';

const noted = (folder: string): string => join(folder, 'contracts.json');

/** Where the contracts of members elsewhere are, by member, in the order of their admission; all services here are given them. */
export function furtherContracts(folder: string): Readonly<Record<string, string>> {
  return existsSync(noted(folder)) ? (JSON.parse(readFileSync(noted(folder), 'utf8')) as Record<string, string>) : {};
}

export function noteContracts(folder: string, member: string, place: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(noted(folder), `${JSON.stringify({ ...furtherContracts(folder), [member]: place }, null, 2)}\n`);
}

/** Everything that is said on the exchange of this folder. @throws {StackProblem} when further contracts cannot be loaded */
export function catalogueIn(folder: string, further = furtherContracts(folder)): Promise<Catalogue> {
  return catalogueWithFiles(Object.values(further)).catch((error: unknown) => {
    throw error instanceof ContractsProblem ? new StackProblem(error.message) : error;
  });
}
