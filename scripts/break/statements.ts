import {
  addDays,
  AddressChanged,
  ForeignNationalIdentified,
  PermitExtended,
  PermitIssued,
  Residence,
  StayPermit,
  type Member,
} from '@timpora/contracts';
import { newId, ownCaller, type Exchange, type UnitOfWork } from '@timpora/exchange';

type Opened = Pick<Exchange<'imigrasi' | 'dukcapil' | 'disnaker' | 'polres'>, 'unitOfWork'>;

const as = <Me extends 'imigrasi' | 'dukcapil'>(exchange: unknown): UnitOfWork<Me> => (exchange as Opened).unitOfWork as UnitOfWork<Me>;
const caller = ownCaller('demonstration');

let number = 0;

/** States synthetic people with a permit each, as imigrasi, in one unit of work. @returns the ids of the permits */
export const issuePermits = (imigrasi: unknown, count: number): Promise<readonly string[]> =>
  as<'imigrasi'>(imigrasi).run(caller, async (tx) => {
    const ids: string[] = [];
    for (let each = 0; each < count; each++) {
      const subjectRef = newId();
      await tx.state(ForeignNationalIdentified, {
        ...ForeignNationalIdentified.fact.example,
        subjectRef,
        registrationNumber: `SYN-${++number}`,
      });
      ids.push((await tx.state(PermitIssued, { ...StayPermit.example, subjectRef })).factId);
    }
    return ids;
  });

/** Extends permits by some days, each in a unit of work of its own. */
export async function extendPermits(imigrasi: unknown, ids: readonly string[], days: number): Promise<void> {
  for (const id of ids) {
    await as<'imigrasi'>(imigrasi).run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, id);
      return tx.revise(PermitExtended, permit, { validTo: addDays(permit.body.validTo ?? '2027-02-01', days) });
    });
  }
}

/** States addresses of people of whom it has heard, as dukcapil. */
export async function recordAddresses(dukcapil: Pick<Exchange<Member>, 'db'>, count: number): Promise<void> {
  const known = await dukcapil.db.query<{ subject: string }[]>(
    `select subject_ref as subject from fact where kind = 'foreign-national' order by fact_id limit $1`,
    [count],
  );
  await as<'dukcapil'>(dukcapil).run(caller, async (tx) => {
    for (const { subject } of known) await tx.state(AddressChanged, { ...Residence.example, subjectRef: subject });
  });
}
