import { connect } from 'node:net';

import { wrong, type Finding } from './finding.js';
import type { Patient } from './patient.js';

const answerWithinMs = 3_000;

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: answerWithinMs });
    const end = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });

interface Reached {
  readonly broker: boolean;
  readonly database: boolean;
  readonly findings: readonly Finding[];
}

/** Which servers answer at all: one that does not is told once, and what needs it is left out. */
export async function reach({ agencies, servers }: Patient): Promise<Reached> {
  const brokers = [...new Set(agencies.flatMap(({ kafka }) => kafka.brokers))];
  const databases = [...new Set(agencies.map(({ database }) => `${database.host}:${database.port}`))];
  const [noBroker, noDatabase] = [await silentOf(brokers), await silentOf(databases)];
  const start = servers ? 'start it (`npm start` starts the local one)' : 'start it, or correct the address';
  return {
    broker: noBroker.length < brokers.length,
    database: noDatabase.length < databases.length,
    findings: [
      ...noBroker.map((place) => wrong(`no broker answers at ${place}; ${start}`)),
      ...noDatabase.map((place) => wrong(`no database server answers at ${place}; ${start}`)),
    ],
  };
}

/** @param places `host:port` */
async function silentOf(places: readonly string[]): Promise<readonly string[]> {
  const silent: string[] = [];
  for (const place of places) {
    const [host = '', port = ''] = place.split(/:(?=\d+$)/);
    if (!(await answers(host, Number(port)))) silent.push(place);
  }
  return silent;
}
