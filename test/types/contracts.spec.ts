import 'reflect-metadata';
import {
  CalendarDate,
  catalogue,
  defineEvent,
  defineFact,
  PermitIssued,
  StayPermit,
  SubjectRef,
  ViolationReported,
  type BodyOf,
  type EventStatedBy,
} from '@timpora/contracts';

class LetterBody {
  @SubjectRef() subjectRef!: string;
  @CalendarDate() validTo!: string;
}

const letter = {
  kind: 'letter',
  owner: 'polres',
  body: LetterBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  example: { subjectRef: '019afb00-0000-7000-8000-000000000001', validTo: '2026-12-31' },
} as const;

/** What the compiler says is the assertion; `tsc -b` fails when one of the expected errors is missing. */
describe('the compiler, at the declaration of a fact,', () => {
  it('takes a right one', () => {
    expect(defineFact({ ...letter, searched: { validTo: 'range' } }).owner).toBe('polres');
  });
  it('refuses an owner that is entitled to its own fact', () => {
    // @ts-expect-error -- the owner knows its own facts without a purpose
    defineFact({ ...letter, knownBy: { polres: 'P4-PUBLIC-SAFETY' } });
  });
  it('refuses a reader that is no member', () => {
    // @ts-expect-error -- bpjs is no member here
    defineFact({ ...letter, knownBy: { bpjs: 'P3-LABOUR' } });
  });
  it('refuses a purpose that does not exist', () => {
    // @ts-expect-error -- there is no such purpose
    defineFact({ ...letter, knownBy: { imigrasi: 'P1-CURIOSITY' } });
  });
  it('refuses a subject that the body does not have', () => {
    // @ts-expect-error -- the body has subjectRef
    defineFact({ ...letter, subject: 'keptRef' });
  });
  it('refuses a search by a field that the body does not have', () => {
    // @ts-expect-error -- the body has validTo
    defineFact({ ...letter, searched: { endedOn: 'range' } });
  });
  it('refuses an example that is no body', () => {
    // @ts-expect-error -- validTo is missing
    defineFact({ ...letter, example: { subjectRef: letter.example.subjectRef } });
  });
});

describe('the compiler, at an event,', () => {
  it('lets a member state its own facts and those that every member may own', () => {
    const own: readonly EventStatedBy<'imigrasi'>[] = [PermitIssued, ViolationReported];
    expect(own.every(({ type }) => catalogue.eventByType.has(type))).toBe(true);
  });
  it("refuses another's fact", () => {
    // @ts-expect-error -- a stay permit is imigrasi's
    const foreign: EventStatedBy<'polres'> = PermitIssued;
    expect(foreign.fact.owner).toBe('imigrasi');
  });
  it('knows the body of each fact', () => {
    const state: BodyOf<typeof StayPermit>['state'] = 'VALID';
    // @ts-expect-error -- no such state
    const wrong: BodyOf<typeof StayPermit>['state'] = 'REVOKED';
    expect([state, wrong]).toEqual(['VALID', 'REVOKED']);
  });
  it('needs a fact', () => {
    // @ts-expect-error -- an event happens to a fact
    expect(() => defineEvent({ name: 'letter-lost', version: 1 })).not.toThrow();
  });
});
