interface Named {
  readonly code: string;
  readonly name: string;
}

interface Areas {
  readonly regencies: readonly Named[];
  readonly districts: readonly (Named & { readonly regencyCode: string })[];
  readonly villages: readonly (Named & { readonly districtCode: string })[];
}

/** One line per district, so that a change of the source shows as a change of that line. */
function lineOf({ code, name }: Named, { villages }: Areas): string {
  const own = villages.filter(({ districtCode }) => districtCode === code);
  const suffixed = own.map((village) => `${village.code.slice(code.length + 1)} ${village.name}`);
  return [`${code} ${name}`, ...(suffixed.length > 0 ? [suffixed.join(', ')] : [])].join(': ');
}

/** Names are split at these again. */
function refuseSeparators(named: readonly Named[]): void {
  const split = named.find(({ name }) => /[,:`\\$]/.test(name));
  if (split) throw new Error(`the name of ${split.code} holds a separator`);
}

/** The source of `reference/areas.ts`: names as in the package, which follows the ministry's list of codes. */
export function areasFile(areas: Areas): string {
  refuseSeparators([...areas.regencies, ...areas.districts, ...areas.villages]);
  const regencies = areas.regencies.map(({ code, name }) => `${code} ${name}`);
  const districts = areas.districts.map((district) => lineOf(district, areas));
  return `// Written by \`node scripts/run.mjs scripts/generate-areas.ts\` from the npm package idn-area-data 3.1.2. The data are under the Open
// Database License (ODbL 1.0), https://opendatacommons.org/licenses/odbl/1-0/, (c) the contributors of idn-area-data.
import { readAreas } from './read-areas.js';

const lines = \`
${districts.join('\n')}
\`;

const regencies = \`
${regencies.join('\n')}
\`;

export const { districts, villages } = readAreas(regencies, lines, {
  source: 'npm package idn-area-data 3.1.2, whose codes agree with Kepmendagri 300.2.2-2430/2025',
  licence: 'ODbL-1.0',
  effectiveFrom: '2025',
  confidence: 'confirmed',
});
`;
}
