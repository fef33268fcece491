import { SettingsError, settingsFromProcess } from '@timpora/config';

import { clientCommands, ClientsProblem, manageClientsOf } from './clients/manage-clients.js';

/** `node --env-file=<settings of the service> node_modules/@timpora/access/dist/clients.js <member> list|add|rotate|revoke ...` */
const [member, ...args] = process.argv.slice(2);
try {
  if (member === undefined) throw new ClientsProblem(`Say whose clients, then what to do:\n${clientCommands}`);
  process.stdout.write(`${await manageClientsOf(settingsFromProcess(member), args)}\n`);
} catch (error) {
  if (!(error instanceof ClientsProblem) && !(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
