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

/** Which servers answer at all: one that does not is told once, and what needs it is left out. */
export async function reach({ agencies, servers }: Patient): Promise<{ broker: boolean; database: boolean; findings: readonly Finding[] }> {
  const places = [...new Set(agencies.flatMap(({ kafka }) => kafka.brokers))];
  const silent: string[] = [];
  for (const place of places) {
    const [host = '', port = ''] = place.split(/:(?=\d+$)/);
    if (!(await answers(host, Number(port)))) silent.push(place);
  }
  const [first] = agencies;
  const database = first !== undefined && (await answers(first.database.host, first.database.port));
  const start = servers ? 'start it (`npm start` starts the local one)' : 'start it, or correct the address';
  return {
    broker: silent.length < places.length,
    database,
    findings: [
      ...silent.map((place) => wrong(`no broker answers at ${place}; ${start}`)),
      ...(database || !first ? [] : [wrong(`no database server answers at ${first.database.host}:${first.database.port}; ${start}`)]),
    ],
  };
}
