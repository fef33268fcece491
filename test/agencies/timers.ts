import { runAgency } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';
import { DukcapilModule } from '@timpora/dukcapil';
import { ImigrasiModule } from '@timpora/imigrasi';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aChild, aMinorPermit, aPermit, aPerson, aResident } from './residents.js';

const modules = { imigrasi: ImigrasiModule, dukcapil: DukcapilModule };
const dayMs = 24 * 3_600_000;

/** What is stated because a day has come, by a service that was down when it came. */
export function timers(given: () => RunningExchange): void {
  const client = () => given().client;
  const identified = (body: object): Promise<ShownFact> => client().accepted('imigrasi', '/api/foreign-nationals', body);

  /** A further instance of an agency starts, some days later: what should have been done on those days was missed. */
  async function someDaysLater(agency: 'imigrasi' | 'dukcapil', days: number, look: () => Promise<void>): Promise<void> {
    const { TIMPORA_DOMAIN_CLOCK_SHIFT_MS: shift, ...environment } = given().environments[agency];
    const later = { ...environment, TIMPORA_DOMAIN_CLOCK_SHIFT_MS: String(Number(shift) + days * dayMs) };
    const instance = await runAgency(modules[agency], settingsFrom(later, agency));
    try {
      await look();
    } finally {
      await instance.stop();
    }
  }
  const stateOf = async (agency: 'imigrasi' | 'dukcapil', factId: string): Promise<string> => {
    const [row] = await given().query<{ event: string; version: string; state: string }>(
      agency,
      `select event, version, body ->> 'state' as state from fact where fact_id = $1`,
      [factId],
    );
    return [row?.event, row?.version, row?.state].join(' ');
  };

  it('was missed for ten days, and is made up for in the order of the days', async () => {
    const permit = async (change: Record<string, unknown>): Promise<ShownFact> =>
      client().accepted('imigrasi', '/api/stay-permits', aPermit((await identified(aPerson())).subjectRef, change));
    const minor = async (birthDate: string, validTo: string): Promise<ShownFact> =>
      client().accepted('imigrasi', '/api/minor-permits', aMinorPermit((await identified(aChild({ birthDate }))).subjectRef, { validTo }));
    const ended = await permit({ validTo: '2026-06-20' });
    const lasting = await permit({ validTo: '2026-06-25' });
    const moved = await permit({ validTo: '2026-06-18' });
    const closed = await permit({ validTo: '2026-06-18' });
    const endedFirst = await minor('2008-06-22', '2026-06-18');
    const grownFirst = await minor('2008-06-18', '2026-06-22');
    const sameDay = await minor('2008-06-20', '2026-06-19');
    const to = (fact: ShownFact, verb: string, body: object): Promise<ShownFact> =>
      client().accepted('imigrasi', `/api/stay-permits/${fact.factId}/${verb}`, body, { version: '1' });
    await to(moved, 'extend', { validTo: '2027-06-18', extendedOn: '2026-06-15' });
    await to(closed, 'close', { closureKind: 'ABROAD', closedOn: '2026-06-15' });
    const states = async (): Promise<unknown> => {
      const facts = [ended, lasting, moved, closed, endedFirst, grownFirst, sameDay];
      return Promise.all(facts.map(({ factId }) => stateOf('imigrasi', factId)));
    };
    const adults = (subjectRef: string) =>
      given().query<{ event: string }>('imigrasi', `select event from fact where kind = 'stay-permit' and subject_ref = $1`, [subjectRef]);
    await someDaysLater('imigrasi', 10, async () => {
      const wanted = [
        'permit-expired.v1 2 EXPIRED',
        'permit-issued.v1 1 VALID',
        'permit-extended.v1 2 VALID',
        'permit-closed.v1 2 CLOSED',
        'minor-permit-recorded.v1 2 EXPIRED',
        'minor-permit-recorded.v1 2 CAME_OF_AGE',
        'minor-permit-recorded.v1 2 CAME_OF_AGE',
      ];
      await eventually(states, wanted, 60_000);
      // The stay permit of who came of age ends with the days of the child's permit, which have passed by now, too.
      const grown = async (): Promise<unknown> =>
        Promise.all([endedFirst, grownFirst, sameDay].map(({ subjectRef }) => adults(subjectRef)));
      await eventually(grown, [[], [{ event: 'permit-expired.v1' }], [{ event: 'permit-expired.v1' }]], 60_000);
    });
  }, 120_000);

  it('about the papers of a residence is told once for each day', async () => {
    const { residence } = await aResident(given());
    const renewed = (await aResident(given())).residence;
    const issue = ({ factId }: ShownFact, version: string, paper: object): Promise<ShownFact> =>
      client().accepted('dukcapil', `/api/residences/${factId}/issue-document`, { issuedOn: '2026-02-10', ...paper }, { version });
    await issue(residence, '1', { paper: 'SKTT', validTo: '2026-06-16' });
    await issue(residence, '2', { paper: 'KTP_EL', validTo: '2026-06-19' });
    await issue(renewed, '1', { paper: 'SKTT', validTo: '2026-06-16' });
    await issue(renewed, '2', { paper: 'SKTT', validTo: '2027-02-01' });
    const told = (): Promise<unknown> => Promise.all([residence, renewed].map(({ factId }) => stateOf('dukcapil', factId)));
    const issued = 'residence-document-issued.v1 3 CURRENT';
    await someDaysLater('dukcapil', 2, () => eventually(told, ['residence-document-expired.v1 4 CURRENT', issued], 60_000));
    await someDaysLater('dukcapil', 9, () => eventually(told, ['residence-document-expired.v1 5 CURRENT', issued], 60_000));
    const left = await given().query('dukcapil', `select from next_look where name = 'residence-paper-expiry' and key = $1`, [
      residence.factId,
    ]);
    expect(left).toEqual([]);
  }, 120_000);
}
