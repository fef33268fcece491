// npm run recipe: does what docs/add-an-agency.md says, word for word, on an exchange of its own; the document cannot rot. Takes some minutes.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { fail, root } from './prepare.mjs';
import { blocksOf } from './recipe/blocks.mjs';

const [basePort, stackPort] = [4501, 4590];
const kept = join(root, '.timpora');
const folder = join(kept, `recipe-${process.pid}`);
const elsewhere = mkdtempSync(join(tmpdir(), 'bpjs-'));
const env = { ...process.env, TIMPORA: root, BPJS: elsewhere, TIMPORA_FOLDER: folder };
const blocks = blocksOf(readFileSync(join(root, 'docs', 'add-an-agency.md'), 'utf8'));
const running = [];

/** The words of the document, but for the folder and the ports, which another exchange may have here. */
const here = (text) =>
  text
    .replaceAll('$TIMPORA"/.timpora/', '$TIMPORA_FOLDER"/')
    .replaceAll('$TIMPORA/.timpora/', '$TIMPORA_FOLDER/')
    .replace(/127\.0\.0\.1:41(\d\d)/g, (_, port) => `127.0.0.1:${basePort - 1 + Number(port)}`);

function run(commands, cwd) {
  console.log(commands.replace(/^/gm, '  $ '));
  const { status, stdout } = spawnSync('bash', ['-euc', here(commands)], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`this did not work:\n${commands}\n${stdout}`);
  return stdout;
}

function start(command, cwd) {
  console.log(command.replace(/^/gm, '  $ '));
  const child = spawn('bash', ['-euc', `exec ${here(command)}`], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // Ctrl-C reaches all that a terminal started; npm alone would not tell its script.
  const one = { stop: async () => (child.exitCode ?? process.kill(-child.pid, 'SIGINT'), await ended) };
  running.push(one);
  return one;
}

async function until(what, ask, withinMs = 180_000) {
  const deadline = Date.now() + withinMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`);
    await sleep(300);
  }
  console.log(`ok: ${what}`);
}

const isReady = (port) => () =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
const npmStart = () => start(`npm start -- --no-sample --base-port ${basePort} --stack-port ${stackPort}`, root);
const allReady = () =>
  until('eight agencies are ready', async () =>
    (await Promise.all([...Array(8).keys()].map((at) => isReady(basePort + at)()))).every(Boolean),
  );

try {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(kept).filter((each) => each.startsWith('kafka-libs'))) symlinkSync(join(kept, name), join(folder, name));
  const exchange = npmStart();
  await allReady();

  const [admission, service] = blocks.shell[0].split('\n');
  run(admission, root);
  start(service, root);
  await until('dpmptsp joined', isReady(basePort + 8));

  run(blocks.shell[1], root);
  for (const [name, content] of blocks.files) writeFileSync(join(elsewhere, name), content);
  const lines = blocks.shell[2].split('\n');
  run(lines.slice(0, -1).join('\n'), elsewhere);
  start(lines.at(-1), elsewhere);
  await until('bpjs joined', isReady(basePort + 9));

  await exchange.stop();
  // npm ends before what it started.
  await until('the exchange has stopped', () => !existsSync(join(folder, 'launcher.pid')));
  npmStart();
  await allReady();
  await until('bpjs states, and disnaker holds it', () => /"issuer":"bpjs"/.test(run(blocks.shell[3], elsewhere)));
  await until('a system of bpjs gets a token by itself', () => /"access_token"/.test(run(blocks.shell[4], elsewhere)));

  run(blocks.shell[5], root);
  run(blocks.shell[0].split('\n')[0].replace('dpmptsp', 'dpmptsp --leave'), root);
  const asked = blocks.shell[3].split('\n').slice(-2).join('\n');
  await until('bpjs has left, and what it published stays', () => /"issuer":"bpjs"/.test(run(asked, elsewhere)));
  console.log('The recipe is right.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const one of running.reverse()) await one.stop();
  for (const path of [folder, elsewhere]) if (existsSync(path)) rmSync(path, { recursive: true, force: true });
  if (process.exitCode) fail('The recipe is wrong, or the machine is busy.');
}
