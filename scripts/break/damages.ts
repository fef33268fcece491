import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { appendRecord, recordsIn } from '@timpora/stack';
import type pg from 'pg';

import { eventually } from '../launch/eventually.js';
import type { BreakableExchange } from './exchange.js';
import type { Member } from './member.js';
import { extendPermits, issuePermits, recordAddresses } from './statements.js';
import type { Damage } from './telling.js';

async function untilAllAgree(exchange: BreakableExchange): Promise<void> {
  const agreed = await eventually(async () => ((await exchange.differing()).length === 0 ? true : null), 30_000);
  if (!agreed) throw new Error('the agencies did not agree before the next damage');
}

const memberRestored: Damage = {
  title: "A member's database is restored from an older backup",
  inflict: async (exchange, { broken }) => {
    const [imigrasi, polres] = [exchange.member('imigrasi'), exchange.member('polres')];
    await polres.backUp();
    const ids = await issuePermits(imigrasi.open, 15);
    await extendPermits(imigrasi.open, ids.slice(0, 5), 30);
    await untilAllAgree(exchange);
    const before = await polres.count('stay-permit');
    await polres.stop();
    await polres.restore();
    broken(`polres held ${before} permits; its backup knows ${before - 15}`);
    await polres.start();
    return 'its offsets are in the same database, so it read again from where the backup stood';
  },
};

const ownerRestored: Damage = {
  title: "An owner's database is restored from an older backup",
  inflict: async (exchange, { broken, remark }) => {
    const imigrasi = exchange.member('imigrasi');
    await imigrasi.backUp();
    const ids = await issuePermits(imigrasi.open, 10);
    await extendPermits(imigrasi.open, ids, 60);
    await untilAllAgree(exchange);
    const before = await imigrasi.count('stay-permit');
    await imigrasi.stop();
    await imigrasi.restore();
    broken(`imigrasi stated ${before} permits; its backup knows ${before - 10}, the others know all`);
    await imigrasi.start();
    remark(`before it may state anything, it holds ${await imigrasi.count('stay-permit')} again`);
    await extendPermits(imigrasi.open, ids.slice(0, 3), 30);
    return 'it read its own topics to their end while in doubt, took its own signed past over, and then went on in the same generation';
  },
};

const topicCut: Damage = {
  title: 'A topic is deleted and made anew while a member is away',
  inflict: async (exchange, { broken }) => {
    const [imigrasi, polres] = [exchange.member('imigrasi'), exchange.member('polres')];
    await polres.stop();
    const ids = await issuePermits(imigrasi.open, 12);
    await eventually(async () =>
      (await exchange.member('disnaker').count('stay-permit')) === (await imigrasi.count('stay-permit')) ? true : null,
    );
    await exchange.loseTopic('permit-issued');
    await polres.start();
    broken(`Kafka lost all of permit-issued; polres had not read ${ids.length} of its records yet, and nothing new follows`);
    return 'imigrasi signs how far its streams go; who is behind that although it has read everything asks for the rest, and gets the same bytes again';
  },
};

const forged: Damage = {
  title: "Somebody with the broker's password writes a record in imigrasi's name",
  inflict: async (exchange, { broken, remark }) => {
    const imigrasi = exchange.member('imigrasi');
    const [victim] = await imigrasi.query<{ document: string; fact_id: string; head: Buffer; generation: string; sequence: string }>(
      `select f.document, f.fact_id, h.head, h.generation, h.sequence from fact f join stream_head h on h.topic = 'permit-extended' where f.kind = 'stay-permit' and f.event = 'permit-extended.v1' limit 1`,
    );
    if (!victim) throw new Error('there is no permit to forge');
    const wire = JSON.parse(victim.document) as { factversion: string; data: object };
    const value = JSON.stringify({
      ...wire,
      factversion: String(Number(wire.factversion) + 1),
      data: { ...wire.data, validTo: '2055-01-01' },
    });
    const headers = {
      generation: victim.generation,
      sequence: String(Number(victim.sequence) + 1),
      prev: victim.head,
      kid: 'dev-imigrasi-1',
      signature: Buffer.alloc(64, 7),
    };
    const offset = await appendRecord(exchange.kafka, 'permit-extended', { key: victim.fact_id, value, headers });
    broken(`at offset ${offset} of permit-extended a permit is valid until 2055: right chain, right key id, invented signature`);
    await extendPermits(imigrasi.open, [victim.fact_id], 1);
    await Promise.all(
      (['dukcapil', 'disnaker', 'polres'] as const).map((name) =>
        eventually(async () => ((await exchange.member(name).alarms()).some(({ code }) => code === 'unverified') ? true : null)),
      ),
    );
    const [believed] = await exchange
      .member('polres')
      .query<{ count: string }>(`select count(*) from fact where body->>'validTo' = '2055-01-01'`);
    remark(`polres holds ${believed?.count ?? '?'} permits until 2055; the true extension that followed took the same place`);
    return 'no valid signature reaches the record: it is kept as evidence, used nowhere, and stops nothing';
  },
  isOver: async (exchange) => {
    const beliefs = await Promise.all(
      [...exchange.members.values()].map((member) => member.query<unknown>(`select from fact where body->>'validTo' = '2055-01-01'`)),
    );
    return beliefs.every((rows) => rows.length === 0);
  },
};

const relayKilled: Damage = {
  title: 'The process of an owner is killed after Kafka has a record and before its own database knows that',
  inflict: async (exchange, { broken, remark }) => {
    const imigrasi = exchange.member('imigrasi');
    const before = await repeatsIn(exchange);
    await imigrasi.stop();
    const left = await killBeforeAcknowledgement(exchange);
    broken(`kill -9 while it extended permits without a pause: ${left} events are in Kafka, and its database counts them as not sent`);
    await imigrasi.start();
    await untilAllAgree(exchange);
    await eventually(async () => ((await unacknowledgedAt(imigrasi)) === 0 ? true : null));
    remark(
      `the restarted process sent ${(await repeatsIn(exchange)) - before} records once more, and whatever had been committed and not sealed`,
    );
    return 'a repeat is the same bytes; who had them already knew them by their place, and nothing was doubled';
  },
};

/** Records of permit-extended beyond what its owner ever sealed: repeats, and what others wrote. */
async function repeatsIn(exchange: BreakableExchange): Promise<number> {
  const [row] = await exchange
    .member('imigrasi')
    .query<{ count: string }>(`select count(*) as count from journal where topic = 'permit-extended'`);
  return (await recordsIn(exchange.kafka, 'permit-extended')) - Number(row?.count ?? 0);
}

async function unacknowledgedAt(member: Member): Promise<number> {
  const [row] = await member.query<{ count: string }>('select coalesce(sum(sequence - acked_sequence), 0) as count from stream_head');
  return Number(row?.count ?? 0);
}

/**
 * Stops the acknowledgement on its way into the database by locking the row that it is written to, and kills the process there.
 * @returns how many events were sealed and not acknowledged
 */
async function killBeforeAcknowledgement(exchange: BreakableExchange): Promise<number> {
  const script = fileURLToPath(new URL('stating-child.ts', import.meta.url));
  const observer = await exchange.admin('imigrasi');
  const child = spawn(process.execPath, [...process.execArgv, script], {
    env: { ...process.env, ...exchange.environments.get('imigrasi') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await once(createInterface({ input: child.stdout }), 'line');
    const left = await lockedBetween(observer);
    // By now what was sent is in Kafka, and the process waits for the row.
    await sleep(500);
    child.kill('SIGKILL');
    await ended;
    // A server process that waits for a lock does not see that its client is gone: it would still write the acknowledgement.
    await observer.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'timpora-imigrasi'`);
    return left;
  } finally {
    child.kill('SIGKILL');
    await observer.query('rollback');
    await observer.end();
  }
}

/** Locks the stream's row at a moment at which something is sealed and not acknowledged. @returns how much */
async function lockedBetween(observer: pg.Client): Promise<number> {
  const until = performance.now() + 10_000;
  while (performance.now() < until) {
    await observer.query('begin');
    const { rows } = await observer.query<{ count: string }>(
      `select sequence - acked_sequence as count from stream_head where topic = 'permit-extended' for update`,
    );
    const left = Number(rows[0]?.count ?? 0);
    if (left > 0) return left;
    await observer.query('rollback');
  }
  return 0;
}

const brokerKilled: Damage = {
  title: 'The broker is killed and comes back',
  inflict: async (exchange, { broken, remark }) => {
    const [imigrasi, dukcapil] = [exchange.member('imigrasi'), exchange.member('dukcapil')];
    process.kill(Number(readFileSync(exchange.brokerPidFile, 'utf8')), 'SIGKILL');
    broken('kill -9 of Kafka');
    await issuePermits(imigrasi.open, 8);
    await recordAddresses(dukcapil.open, 8);
    remark('imigrasi and dukcapil go on stating: 24 facts are committed and wait in their outboxes');
    await exchange.startServers();
    return 'clients that crashed were thrown away and built anew; the outboxes emptied, and everybody went on from the offsets in its database';
  },
};

/** In the order in which they are shown; each leaves everything as it should be for the next. */
export const damages: readonly Damage[] = [memberRestored, ownerRestored, topicCut, forged, relayKilled, brokerKilled];
