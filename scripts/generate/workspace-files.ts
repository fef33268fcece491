import { readdir } from 'node:fs/promises';

import { portOf } from '@timpora/config';
import { agencies, catalogue, founders, type Agency } from '@timpora/contracts';

import { committed, type Page } from './page.js';

/** Folders of the repository that hold packages, each with what is in it. */
interface Workspace {
  readonly libs: readonly string[];
  readonly apps: readonly Agency[];
}

async function workspace(): Promise<Workspace> {
  const foldersIn = async (name: string): Promise<readonly string[]> =>
    (await readdir(new URL(`../../${name}/`, import.meta.url), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  const [libs, apps] = [await foldersIn('libs'), await foldersIn('apps')];
  const unnamed = apps.filter((app) => !agencies.some((agency) => agency === app));
  if (unnamed.length > 0) throw new Error(`libs/contracts/src/members.ts does not name ${unnamed.join(', ')}`);
  return { libs, apps: agencies.filter((agency) => apps.includes(agency)) };
}

async function changed(path: string, change: (file: Record<string, unknown>) => object): Promise<Page> {
  return { path, content: JSON.stringify(change(JSON.parse((await committed(path)) ?? '{}') as Record<string, unknown>)) };
}

const references = (...paths: readonly string[]): { references: readonly { path: string }[] } => ({
  references: paths.map((path) => ({ path })),
});

const project = (folder: string, name: string): readonly [string, object] => [
  name,
  {
    type: folder === 'apps' ? 'application' : 'library',
    root: `${folder}/${name}`,
    entryFile: folder === 'apps' ? 'main' : 'index',
    sourceRoot: `${folder}/${name}/src`,
    compilerOptions: { tsConfigPath: `${folder}/${name}/tsconfig.json` },
  },
];

/** Replaces what stands between two marked lines. */
async function section(path: string, { from, to, content }: { from: string; to: string; content: string }): Promise<Page> {
  const [before, rest] = ((await committed(path)) ?? '').split(from);
  const [, after] = (rest ?? '').split(to);
  if (before === undefined || after === undefined) throw new Error(`${path} has lost its lines: ${from} ${to}`);
  return { path, content: `${before}${from}\n${content}\n${to}${after}` };
}

const statedBy = (agency: Agency): string =>
  catalogue.facts
    .filter(({ owner }) => owner === agency)
    .map(({ kind }) => `\`${kind}\``)
    .join(', ');

const service = (agency: Agency): string => `  ${agency}:
    <<: *service
    command: [${agency}]${founders.includes(agency) ? '' : `\n    profiles: [${agency}]`}
    environment: { <<: *environment, TIMPORA_SIGNING_KEY_ID: dev-${agency}-1 }
    ports: ['127.0.0.1:${portOf(agency)}:${portOf(agency)}']
    volumes:
      - \${TIMPORA_FOLDER:-./.timpora}/keys/registry.json:/run/timpora/registry.json:ro
      - \${TIMPORA_FOLDER:-./.timpora}/keys/tokens.jwks.json:/run/timpora/tokens.jwks.json:ro
      - \${TIMPORA_FOLDER:-./.timpora}/keys/${agency}.pem:/run/timpora/signing.pem:ro
      - \${TIMPORA_FOLDER:-./.timpora}/keys/${agency}.id-secret:/run/timpora/id-secret:ro
      - \${TIMPORA_FOLDER:-./.timpora}/secrets/database-${agency}:/run/timpora/database-password:ro
      - \${TIMPORA_FOLDER:-./.timpora}/secrets/kafka-${agency}:/run/timpora/kafka-password:ro
`;

/** Every list of packages or agencies that a tool wants in a file of its own: a further agency is written into none of them by hand. */
export async function workspaceFiles(): Promise<readonly Page[]> {
  const { libs, apps } = await workspace();
  const [allLibs, allApps] = [libs.map((lib) => `libs/${lib}`), apps.map((app) => `apps/${app}`)];
  return [
    await changed('tsconfig.json', (file) => ({ ...file, ...references(...allLibs, ...allApps, 'test') })),
    await changed('tsconfig.services.json', (file) => ({ ...file, ...references(...allApps) })),
    await changed('test/tsconfig.json', (file) => ({ ...file, ...references(...[...allLibs, ...allApps].map((path) => `../${path}`)) })),
    await changed('nest-cli.json', (file) => ({
      ...file,
      projects: Object.fromEntries([...apps.map((app) => project('apps', app)), ...libs.map((lib) => project('libs', lib))]),
    })),
    await section('README.md', {
      from: '<!-- The agencies, written by `npm run generate`. -->\n',
      to: '\n<!-- End of the agencies. -->',
      content: [
        '| agency | port | states |',
        '| --- | --- | --- |',
        ...apps.map((app) => `| ${app} | ${portOf(app)} | ${statedBy(app)} |`),
      ].join('\n'),
    }),
    await section('docker-compose.yml', {
      from: '  # The agencies, written by `npm run generate`.\n',
      to: '\n  # End of the agencies.',
      content: apps.map(service).join('\n').trimEnd(),
    }),
  ];
}
