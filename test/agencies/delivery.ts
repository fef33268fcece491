import { agencies } from '@timpora/contracts';

import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aPermit, aPerson, aReport, aReportBy, aResident } from './residents.js';

interface Delivered extends ShownFact {
  readonly delivery?: readonly { readonly member: string; readonly state: string }[];
}

/** A command may wait until those who may know it have it. */
export function delivery(given: () => RunningExchange): void {
  const client = () => given().client;
  const waits = (seconds: number) => ({ headers: { prefer: `wait=${seconds}` } });
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });

  it.each(agencies)('%s is told that everybody has what it stated', async (agency) => {
    const body = aReportBy(agency, subjectRef, { observedOn: '2026-02-01' });
    const answer = await client().post<Delivered>(agency, '/api/violations', body, waits(30));
    expect([answer.status, answer.headers.get('preference-applied'), answer.headers.get('etag')]).toEqual([201, 'wait=30', '"1"']);
    const others = agency === 'imigrasi' ? [] : [['imigrasi', 'has it']];
    expect(answer.body.delivery?.map(({ member, state }) => [member, state])).toEqual(others);
    if (agency !== 'imigrasi') expect(await client().asked('imigrasi', `/api/facts/violation/${agency}/${answer.body.factId}`)).toBe('200');
  });

  it('the answer names who has not got it when the time is over, and the command stands all the same', async () => {
    const person = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson());
    const answer = await client().post<Delivered>('imigrasi', '/api/stay-permits', aPermit(person.subjectRef), waits(0));
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([201, 'wait=0']);
    const states = answer.body.delivery?.map(({ state }) => state) ?? [];
    expect([states.length > 3, new Set(states)]).toEqual([true, new Set(['not yet'])]);
    expect(await client().asked('imigrasi', `/api/facts/stay-permit/imigrasi/${answer.body.factId}`)).toBe('200');
  });

  it('a later version is not taken for delivered because an earlier one is', async () => {
    const body = aReport(subjectRef, { observedOn: '2026-02-02' });
    const first = await client().post<Delivered>('polres', '/api/violations', body, waits(30));
    const path = `/api/violations/${first.body.factId}/withdraw`;
    const second = await client().post<Delivered>('polres', path, undefined, { version: '1', ...waits(0) });
    expect([second.status, second.body.delivery?.map(({ state }) => state)]).toEqual([200, ['not yet']]);
  });

  it('a repeat gets the first answer, and waits as well', async () => {
    const body = aReport(subjectRef, { observedOn: '2026-02-03' });
    const first = await client().post<Delivered>('polres', '/api/violations', body, { ...waits(0), key: 'prefer-repeat' });
    const again = await client().post<Delivered>('polres', '/api/violations', body, { ...waits(30), key: 'prefer-repeat' });
    expect([again.body.factId, again.body.delivery?.map(({ state }) => state)]).toEqual([first.body.factId, ['has it']]);
  });

  it('says nothing of it when nobody asks, or not understandably', async () => {
    const bodies = ['2026-02-04', '2026-02-05'].map((observedOn) => aReport(subjectRef, { observedOn }));
    const plain = await client().post<Delivered>('polres', '/api/violations', bodies[0]);
    const strange = await client().post<Delivered>('polres', '/api/violations', bodies[1], { headers: { prefer: 'wait=soon' } });
    expect([plain, strange].map(({ status, body, headers }) => [status, body.delivery, headers.get('preference-applied')])).toEqual([
      [201, undefined, null],
      [201, undefined, null],
    ]);
  });
}
