import { catalogue, type Agency } from '@timpora/contracts';

import type { AgencyApi } from './agency-api.js';
import { eventually } from './eventually.js';

interface HeldDigest {
  readonly issuer: string;
  readonly kind: string;
  readonly facts: number;
  readonly digest: string;
}

interface KindDigest {
  readonly kind: string;
  readonly members: readonly string[];
  readonly facts: number;
  readonly isEqual: boolean;
}

/** Compares what the owner says with what each member holds, and shows it by kind. */
export async function compareDigests(api: AgencyApi, say: (line: string) => void): Promise<void> {
  const settled = await eventually(async () => {
    const kinds = await digestsByKind(api);
    return kinds.every(({ isEqual }) => isEqual) ? kinds : null;
  }, 15_000);
  const kinds = settled ?? (await digestsByKind(api));
  say('\nfact kind                  facts  held by                                            digests');
  for (const { kind, facts, members, isEqual } of kinds)
    say(`${kind.padEnd(26)} ${String(facts).padStart(5)}  ${members.join(' ').padEnd(50)} ${isEqual ? 'equal' : 'NOT EQUAL'}`);
}

async function digestsByKind(api: AgencyApi): Promise<readonly KindDigest[]> {
  const { agencies } = api;
  const held = new Map<Agency, readonly HeldDigest[]>();
  for (const agency of agencies) held.set(agency, (await api.get(agency, '/api/exchange/digests', 'operator')).body.digests);
  return catalogue.facts.map(({ kind }) => {
    const own = agencies.flatMap((owner) => (held.get(owner) ?? []).filter((each) => each.kind === kind && each.issuer === owner));
    const copies = agencies.flatMap((agency) =>
      (held.get(agency) ?? []).filter((each) => each.kind === kind).map((each) => ({ agency, ...each })),
    );
    const isEqual =
      copies.every(({ issuer, digest }) => own.find((each) => each.issuer === issuer)?.digest === digest) &&
      areComplete(own, copies, agencies);
    return {
      kind,
      facts: own.reduce((sum, { facts }) => sum + facts, 0),
      members: [...new Set(copies.map(({ agency }) => agency))],
      isEqual,
    };
  });
}

/** An entitled member that holds nothing yet has no digest to differ. */
function areComplete(
  own: readonly HeldDigest[],
  copies: readonly (HeldDigest & { readonly agency: Agency })[],
  agencies: readonly Agency[],
): boolean {
  return own.every(({ issuer, kind }) => {
    const fact = catalogue.factByKind.get(kind);
    const hearers = agencies.filter((agency) => agency !== issuer && fact?.knownBy[agency] !== undefined);
    return hearers.every((agency) => copies.some((copy) => copy.agency === agency && copy.issuer === issuer));
  });
}
