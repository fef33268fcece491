import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { catalogue } from './all-events.js';
import { catalogueWith, type Catalogue, type Contracts } from './catalogue.js';

/** Further contracts that cannot be used, told in one sentence. */
export class ContractsProblem extends Error {
  override readonly name = 'ContractsProblem';
}

/** Everything that is said on the exchange, with what members elsewhere bring. @throws {ContractsProblem} */
export async function catalogueWithFiles(places: readonly string[]): Promise<Catalogue> {
  const further = await Promise.all(places.map(load));
  try {
    return catalogueWith(catalogue, further);
  } catch (error) {
    throw new ContractsProblem(`The contracts of ${places.join(', ')} do not fit: ${messageOf(error)}.`);
  }
}

/** A module that exports `contracts`, by its file or its package. */
async function load(place: string): Promise<Contracts> {
  const specifier = isAbsolute(place) || place.startsWith('.') ? pathToFileURL(resolve(place)).href : place;
  const { contracts } = await import(specifier).then(
    (module: { contracts?: Partial<Contracts> }) => module,
    (error: unknown) => {
      throw new ContractsProblem(
        `The contracts ${place} cannot be loaded (${messageOf(error)}); build them, or correct TIMPORA_CONTRACTS.`,
      );
    },
  );
  if (!Array.isArray(contracts?.members) || !Array.isArray(contracts.events))
    throw new ContractsProblem(`${place} exports no \`contracts\` with members and events.`);
  return contracts as Contracts;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
