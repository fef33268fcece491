import type { Stack } from '@timpora/stack';

import type { AgencyApi } from './agency-api.js';

/** Where everything is, and what to try first. */
export function welcome(api: AgencyApi, { source, kafka, postgres }: Stack, say: (line: string) => void): void {
  say(`
Timpora Exchange is ready

${api.agencies.map((agency) => `  ${agency.padEnd(11)} ${api.url(agency)}   desk ${api.url(agency, '/desk')}   docs ${api.url(agency, '/docs')}`).join('\n')}

  The desk shows officers what their agency knows, in a browser: Indonesian, or English with ?lang=en. It asks for an officer's token and a purpose.

  Kafka ${kafka.brokers.join(', ')} and PostgreSQL ${postgres.host}:${postgres.port} (${source}); logs in .timpora/logs
  A token:  npm run --silent token -- <agency> <role>      roles: system, officer, operator, auditor

Three calls to try, in another terminal:

  TOKEN=$(npm run --silent token -- polres officer)
  curl -s -H "Authorization: Bearer $TOKEN" -H "Purpose: P4-PUBLIC-SAFETY" "${api.url('polres', '/api/residents')}?q=wang"

  TOKEN=$(npm run --silent token -- kemenag officer)
  curl -s -H "Authorization: Bearer $TOKEN" -H "Purpose: P1-SUPERVISION" "${api.url('kemenag', '/api/facts/residence')}?limit=2"

  TOKEN=$(npm run --silent token -- imigrasi operator)
  curl -s -H "Authorization: Bearer $TOKEN" ${api.url('imigrasi', '/api/exchange/status')}

Ctrl-C stops everything; the next start goes on with the same data. \`npm run reset\` forgets it.`);
}
