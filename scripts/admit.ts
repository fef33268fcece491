import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { agencies, type Catalogue, type Member } from '@timpora/contracts';
import { admit, findRunningStack, letLeave, StackProblem, writeEnvironment, type Stack } from '@timpora/stack';

import { catalogueIn, furtherContracts, noteContracts } from './launch/further.js';
import { folder, notedBasePort } from './launch/options.js';
import { exchangeId } from './launch/provision.js';

/** Makes one member of an exchange that runs: login, keys, registry entry, access rights, database; or ends a membership. */
const usage = 'npm run admit -- <member> [--contracts FILE], or npm run admit -- <member> --leave';
const say = (line: string): void => console.log(line);

interface Wish {
  readonly name: string;
  readonly leave: boolean;
  /** Its contracts, by member, beside those that are noted already. */
  readonly further: Readonly<Record<string, string>>;
}

try {
  const wish = wishFrom(process.argv.slice(2));
  const catalogue = await catalogueIn(folder, wish.further);
  const member = named(wish.name, catalogue);
  const stack = await findRunningStack(folder);
  if (wish.leave) await end(stack, catalogue, member);
  else await begin(stack, catalogue, { ...wish, member });
} catch (error) {
  console.error(error instanceof StackProblem ? error.message : error);
  process.exit(1);
}

async function begin(stack: Stack, catalogue: Catalogue, { member, further }: Wish & { member: Member }): Promise<void> {
  const [contracts, basePort] = [Object.values(further), notedBasePort(folder)];
  const environments = await admit(stack, { folder, exchangeId, catalogue, contracts, members: [member], basePort, withdrawOthers: true });
  const { [member]: place } = further;
  const isElsewhere = place !== undefined;
  if (isElsewhere) noteContracts(folder, member, place);
  const port = basePort + agencies.length + Object.keys(further).indexOf(member);
  const file = writeEnvironment(folder, member, { ...environments[member], ...(isElsewhere && { TIMPORA_HTTP_PORT: String(port) }) });
  say(`${member} is a member of the exchange: login, signing key, registry entry, access rights and database are made.`);
  say(`Its settings are in ${file}; keep them secret. Start its service with:\n`);
  say(isElsewhere ? `  node --env-file=${file} dist/main.js\n` : `  npm run agency -- ${member}\n`);
  if (isElsewhere) say('The agencies here hear its facts when they know its contracts: stop `npm start` with Ctrl-C and start it again.');
}

async function end(stack: Stack, catalogue: Catalogue, member: Member): Promise<void> {
  await letLeave(stack, { folder, catalogue, withdrawOthers: true }, member);
  say(`${member} has left: what it published until now keeps counting, it can neither read nor write any more. Stop its service.`);
  say(`Its database ${member} is untouched; its agency decides what to keep.`);
}

function named(name: string, { members }: Catalogue): Member {
  const member = members.find((each) => each === name);
  if (member) return member;
  throw new StackProblem(
    `No contract names ${name}. Where its service is in this repository, add it to \`agencies\` in libs/contracts/src/members.ts; where it is elsewhere, name its contracts with --contracts FILE. Known: ${members.join(', ')}.`,
  );
}

function wishFrom(args: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        leave: { type: 'boolean', default: false },
        contracts: { type: 'string' },
      },
    });
    const [name = '', more] = positionals;
    if (!name || more) throw new StackProblem(usage);
    const own = values.contracts === undefined ? {} : { [name]: resolve(process.env['INIT_CWD'] ?? '.', values.contracts) };
    return {
      name,
      leave: values.leave,
      further: { ...furtherContracts(folder), ...own },
    };
  } catch (error) {
    throw error instanceof StackProblem ? error : new StackProblem(usage);
  }
}
