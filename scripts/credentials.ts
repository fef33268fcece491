import { parseArgs } from 'node:util';

import { addClient, listClients, revokeClient, rotateClient } from '@timpora/access';
import { agencies, type Agency } from '@timpora/contracts';
import { StackProblem } from '@timpora/stack';
import pg from 'pg';

import { patientOf } from './doctor/patient.js';

const usage = `npm run credentials -- <agency> list
npm run credentials -- <agency> add <client>
npm run credentials -- <agency> rotate <client> [--overlap-hours 168]
npm run credentials -- <agency> revoke <client>
  agency: ${agencies.join(', ')}; --base-port and --stack-port as for npm start
  client: letters, digits, dots and hyphens, such as registry-sync`;

/** What an operator does with the systems that get their own tokens. @returns what is told */
async function manage(
  db: pg.Client,
  { verb, client, overlapHours }: { verb: string; client: string; overlapHours: number },
): Promise<string> {
  const told = (secret: string | null, refused: string): string => {
    if (secret === null) throw new StackProblem(refused);
    return `client id      ${client}\nclient secret  ${secret}\nIt is not shown again.`;
  };
  if (verb === 'list') return listed(await listClients(db));
  if (verb === 'add') return told(await addClient(db, client), 'There is such a client already; rotate its secret.');
  if (verb === 'rotate') return told(await rotateClient(db, client, overlapHours), 'There is no such client, or it is revoked.');
  if (verb !== 'revoke') throw new StackProblem(usage);
  if (!(await revokeClient(db, client))) throw new StackProblem('There is no such client.');
  return `${client} gets no tokens any more; those that it holds end within seconds.`;
}

function listed(secrets: Awaited<ReturnType<typeof listClients>>): string {
  if (secrets.length === 0) return 'No client has a secret.';
  const shown = (at: Date | null, never: string): string => at?.toISOString() ?? never;
  return secrets
    .map(({ client, createdAt, endsAt, lastUsedAt }) =>
      [client, `made ${createdAt.toISOString()}`, `ends ${shown(endsAt, 'never')}`, `last used ${shown(lastUsedAt, 'never')}`].join('  '),
    )
    .join('\n');
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'overlap-hours': { type: 'string', default: '168' },
      'base-port': { type: 'string', default: '4101' },
      'stack-port': { type: 'string', default: '4190' },
    },
  });
  const [agency = '', verb = '', client = ''] = positionals;
  const overlap = Number(values['overlap-hours']);
  const isFit = agencies.some((name) => name === agency) && (verb === 'list' || /^[a-z0-9][a-z0-9.-]{1,59}$/.test(client)) && overlap >= 0;
  if (!isFit) throw new StackProblem(usage);
  const [settings] = patientOf({
    agency: agency as Agency,
    basePort: Number(values['base-port']),
    stackPort: Number(values['stack-port']),
  }).agencies;
  const { host, port, name: database, user, password, tls } = settings?.database ?? {};
  const db = new pg.Client({ host, port, database, user, password, ssl: tls ? { rejectUnauthorized: true } : false });
  await db.connect();
  try {
    console.log(await manage(db, { verb, client, overlapHours: overlap }));
  } finally {
    await db.end();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
