import { catalogue, ReferenceValue, ReferenceValueSet } from '@timpora/contracts';

import { anEvent, Writer } from '../protocol/a-writer.kit.js';
import { writeDocument } from '../protocol/document.js';
import type { WireRecord } from '../protocol/record.js';
import { fold, type Folded, type PartitionState, type Reader } from './fold.js';
import { newest } from './newest.js';

const start: PartitionState = { nextOffset: 0, mark: null, lastRecord: null, streams: new Map() };

const folded = (writer: Writer, records: readonly WireRecord[], reader: Partial<Reader> = {}): Folded =>
  fold({ member: 'polres', catalogue, trust: writer.trust, ...reader }, start, { topic: 'permit-issued', partition: 0, records });

describe('folding fetched records into a view', () => {
  it('uses what continues its stream, and moves both positions', () => {
    const writer = new Writer();
    const { facts, partitions, streams } = folded(
      writer,
      writer.write(anEvent(), anEvent({ factId: '019afb00-0000-7000-8000-0000000000f2' })),
    );
    expect(facts.map(({ document }) => document.factId.slice(-2))).toEqual(['f1', 'f2']);
    expect(partitions).toMatchObject([{ was: null, next: 2 }]);
    expect(streams).toMatchObject([{ issuer: 'imigrasi', sequence: 2 }]);
  });

  it('parks an event of a type that it does not know, and moves on', () => {
    const writer = new Writer();
    const { parked, facts, streams } = folded(writer, writer.write(anEvent({ type: 'permit-issued.v2' }), anEvent()));
    expect(parked).toMatchObject([{ reason: 'unknown-type' }]);
    expect(facts).toHaveLength(1);
    expect(streams).toMatchObject([{ sequence: 2 }]);
  });

  it('parks a body that breaks the contract, and says where', () => {
    const writer = new Writer();
    const { parked } = folded(writer, writer.write(anEvent({ body: { ...anEvent().body, validFrom: '2026-02-31' } })));
    expect(parked).toMatchObject([{ reason: 'breaks-contract', problem: expect.stringContaining('/validFrom') as string }]);
  });

  it('lets unknown fields and unknown codes of dated lists through', () => {
    const writer = new Writer();
    expect(folded(writer, writer.write(anEvent({ body: { ...anEvent().body, addedLater: 'x' } }))).facts).toHaveLength(1);
  });

  it('parks an unreadable document of the only possible writer', () => {
    const writer = new Writer();
    const { parked, streams } = folded(writer, writer.writeText({ event: anEvent(), document: '{"not":"an event"}' }));
    expect(parked).toMatchObject([{ reason: 'unreadable', document: null }]);
    expect(streams).toMatchObject([{ sequence: 1 }]);
  });

  it('lets what an unknown key signed wait for the key, and nothing that a known key did not sign', () => {
    const writer = new Writer();
    const batch = writer.write(anEvent(), anEvent({ version: 2 }));
    const [forged] = new Writer().write(anEvent({ version: 9 }));
    const later = { offset: 2, ...(forged && { key: forged.key, value: forged.value, headers: forged.headers }) } as WireRecord;
    const signedBy = (keyId: string) =>
      batch.map((each) => (each.headers['kid'] ? { ...each, headers: { ...each.headers, kid: Buffer.from(keyId) } } : each));
    const { unverified } = folded(writer, [...signedBy('k2'), later]);
    expect(unverified.map(({ issuer, reason }) => [issuer, reason])).toEqual([
      ['imigrasi', 'unknown-key'],
      ['imigrasi', 'unknown-key'],
      ['imigrasi', 'no-valid-signature'],
    ]);
    const own = folded(writer, signedBy('k2'), { member: 'imigrasi' });
    expect(own.unverified.map(({ reason }) => reason)).toEqual(['unknown-key', 'unknown-key']);
  });

  it('marks where the streams stand, not only what was read: with another key the same records are another place', () => {
    const writer = new Writer();
    const records = writer.write(anEvent());
    const stranger = { ...writer.trust, key: () => null };
    const [known, unknown] = [folded(writer, records), folded(writer, records, { trust: stranger })];
    expect([known.state.nextOffset, known.state.lastRecord]).toEqual([unknown.state.nextOffset, unknown.state.lastRecord]);
    expect(known.state.mark).not.toBe(unknown.state.mark);
  });

  it('keeps a record without a valid signature as evidence only', () => {
    const writer = new Writer();
    const { unverified, facts, partitions } = folded(writer, new Writer().write(anEvent()));
    expect(unverified).toMatchObject([{ reason: 'no-valid-signature', offset: 0 }]);
    expect([facts.length, partitions[0]?.next]).toEqual([0, 1]);
  });

  it.each([
    ['a fact that its issuer does not own', new Writer('dukcapil'), anEvent({ issuer: 'dukcapil' }), 'issuer-may-not-own'],
    ['an event in the topic of another', new Writer('imigrasi'), anEvent({ type: 'permit-closed.v1' }), 'wrong-topic'],
    ['an event under the kind of another', new Writer('imigrasi'), anEvent({ kind: 'residence' }), 'kind-does-not-fit-type'],
  ])('refuses %s', (_, writer, event, reason) => {
    const { unverified, facts } = folded(writer, writer.write(event));
    expect(unverified).toMatchObject([{ reason }]);
    expect(facts).toEqual([]);
  });

  it('refuses a fact that this member may not know, whatever the broker lets through', () => {
    const writer = new Writer();
    expect(folded(writer, writer.write(anEvent()), { member: 'disdik' }).unverified).toMatchObject([{ reason: 'not-entitled' }]);
  });

  it('takes what all may state from a member that joined after this service was given its contracts, and nothing else of it', () => {
    const late = 'bpjs';
    const asks = {
      issuer: late,
      kind: ReferenceValue.kind,
      type: `${ReferenceValueSet.name}.v1`,
      subjectRef: null,
      body: { ...ReferenceValue.example },
    };
    const [values, permits] = [new Writer(late, ReferenceValueSet.name), new Writer(late)];
    const fetched = { topic: ReferenceValueSet.name, partition: 0, records: values.write(anEvent({ ...asks })) };
    expect(fold({ member: 'polres', catalogue, trust: values.trust }, start, fetched).facts).toHaveLength(1);
    expect(folded(permits, permits.write(anEvent({ issuer: late }))).unverified).toMatchObject([{ reason: 'issuer-may-not-own' }]);
  });

  it('takes a retraction without a body', () => {
    const writer = new Writer();
    const { facts } = folded(writer, writer.write(anEvent({ version: 2, change: 'retracted', reason: 'MISTAKE', body: null })));
    expect(facts).toMatchObject([{ document: { change: 'retracted', body: null } }]);
  });
});

describe('the newest of what was heard together', () => {
  it('is the highest version, in whatever order, and a contradiction is set aside', () => {
    const writer = new Writer();
    const other = anEvent({ version: 3, body: { ...anEvent().body, state: 'CLOSED' } });
    const { facts } = folded(writer, writer.write(anEvent({ version: 3 }), anEvent({ version: 2 }), other));
    const { facts: best, contradicting } = newest(facts);
    expect(best).toMatchObject([{ document: { version: 3, body: { state: 'VALID' } } }]);
    expect(contradicting).toMatchObject([{ reason: 'contradicts', bytes: Buffer.from(writeDocument(other)) }]);
  });
});
