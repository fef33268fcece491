import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { adminClient, type Stack } from '@timpora/stack';

import { percentile } from './views.js';

export interface Calibration {
  readonly fdatasyncMs: number;
  readonly singleRowCommitMs: number;
  readonly unnest500Ms: number;
}

const times = 200;

const medianOf = async (work: () => Promise<unknown> | void): Promise<number> => {
  const ms: number[] = [];
  for (let at = 0; at < times; at++) {
    const startedAt = performance.now();
    await work();
    ms.push(performance.now() - startedAt);
  }
  return percentile(
    ms.sort((one, other) => one - other),
    0.5,
  );
};

/** What this machine gives before anything of ours runs: medians of 200. */
export async function calibrate(stack: Stack, folder: string): Promise<Calibration> {
  const file = join(folder, 'calibration');
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(8_192);
  const fdatasyncMs = await medianOf(() => {
    writeSync(descriptor, block);
    fdatasyncSync(descriptor);
  });
  closeSync(descriptor);
  rmSync(file);
  const database = await adminClient(stack);
  await database.query('create table calibration (id bigint primary key, text text)');
  let id = 0;
  const singleRowCommitMs = await medianOf(() =>
    database.query({ name: 'one', text: 'insert into calibration values ($1, $2)', values: [++id, 'x'.repeat(1_000)] }),
  );
  const unnest500Ms = await medianOf(() => {
    const ids = Array.from({ length: 500 }, () => ++id);
    return database.query({
      name: 'many',
      text: 'insert into calibration select * from unnest($1::bigint[], $2::text[])',
      values: [ids, ids.map(() => 'x'.repeat(1_000))],
    });
  });
  await database.query('drop table calibration');
  await database.end();
  return { fdatasyncMs, singleRowCommitMs, unnest500Ms };
}
