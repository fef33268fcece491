import { parseArgs } from 'node:util';

import { SettingsError } from '@timpora/config';
import { agencies, type Agency } from '@timpora/contracts';
import { StackProblem } from '@timpora/stack';

import { checkContracts, checkLogins } from './doctor/broker.js';
import { checkAgency, checkServer } from './doctor/database.js';
import { found, type Finding } from './doctor/finding.js';
import { checkKeys } from './doctor/keys.js';
import { checkNode, checkSpace, checkSync } from './doctor/machine.js';
import { patientOf, type Patient, type Wish } from './doctor/patient.js';
import { reach } from './doctor/reaching.js';
import { checkServices } from './doctor/services.js';

/** Looks at everything around the services and says in one line each what is right, and what to do about the rest. Changes nothing. */
try {
  const grades: Finding['grade'][] = [];
  for await (const { grade, text } of examine(patientOf(wishFrom(process.argv.slice(2))))) {
    console.log(`${grade.padEnd(8)} ${text}`);
    grades.push(grade);
  }
  const wrongs = grades.filter((grade) => grade === 'WRONG').length;
  console.log(wrongs > 0 ? `\n${wrongs} of ${grades.length} are wrong.` : `\nNothing is wrong.`);
  process.exit(wrongs > 0 ? 1 : 0);
} catch (error) {
  const isForeseen = error instanceof StackProblem || error instanceof SettingsError;
  console.error(isForeseen ? error.message : error);
  process.exit(1);
}

async function* examine(patient: Patient): AsyncGenerator<Finding> {
  const { agencies: looked, folder } = patient;
  yield checkNode();
  if (folder !== null) yield* await found('the disk', () => [checkSpace(folder), checkSync(folder)]);
  const { broker, database, findings } = await reach(patient);
  yield* findings;
  if (broker) yield* await found('the broker', () => checkLogins(patient));
  if (broker) yield* await found('topics and access rights', () => checkContracts(patient));
  if (database) yield* await found('the database server', () => checkServer(looked));
  yield* await found('keys', () => checkKeys(looked));
  yield* await found('the services', () => checkServices(looked));
  for (const settings of database ? looked : []) yield* await found(`the database of ${settings.member}`, () => checkAgency(settings));
}

function wishFrom(args: readonly string[]): Wish {
  const usage = `npm run doctor -- [--agency ${agencies.join('|')}] [--base-port 4101] [--stack-port 4190]`;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        agency: { type: 'string' },
        'base-port': { type: 'string', default: '4101' },
        'stack-port': { type: 'string', default: '4190' },
      },
    });
    const agency = agencies.find((name): name is Agency => name === values.agency) ?? null;
    if (values.agency !== undefined && !agency) throw new StackProblem(usage);
    return { agency, basePort: Number(values['base-port']), stackPort: Number(values['stack-port']) };
  } catch {
    throw new StackProblem(usage);
  }
}
