import fc from 'fast-check';

import { admit } from './admit.js';
import { anEvent, exchangeId, Writer } from './a-writer.kit.js';
import { beginning, firstHead, nextHead, sha256 } from './chain.js';
import { readDocument, writeDocument } from './document.js';
import { fingerprint, placeOf, type Placed, type WireRecord } from './record.js';
import { verify } from './verify.js';

const placed = (records: readonly WireRecord[]): readonly Placed[] => records.flatMap((record) => placeOf(record) ?? []);
const neverOpens = (): boolean => false;
const aFact = (n: number): string => `019afb00-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('the hash chain', () => {
  it('gives the values that a second implementation computed', () => {
    const stream = { issuer: 'imigrasi', topic: 'permit-issued', partition: 0 };
    const first = firstHead('timpora', stream, 1);
    expect(first).toBe('b4fa37bd4ca13774b88cc738b65f2a850afa6d3786f1d0b3a6fde585d66fdb30');
    expect(nextHead(first, 1, 1, sha256(Buffer.from('{}')))).toBe('d5cbfbb77d48c97e642836b863197827f80bd887de961203e01b4877fc1eb4ca');
  });

  it('differs for another exchange, issuer, topic, partition or generation', () => {
    const stream = { issuer: 'a', topic: 'b', partition: 0 };
    const heads = [
      firstHead('x', stream, 1),
      firstHead('y', stream, 1),
      firstHead('x', { ...stream, issuer: 'ab', topic: '' }, 1),
      firstHead('x', { ...stream, topic: 'c' }, 1),
      firstHead('x', { ...stream, partition: 1 }, 1),
      firstHead('x', stream, 2),
    ];
    expect(new Set(heads).size).toBe(heads.length);
  });
});

describe('verifying backwards', () => {
  it('reaches every record before a signature', () => {
    const writer = new Writer();
    const records = placed(writer.write(anEvent(), anEvent({ factId: aFact(2) }), anEvent({ factId: aFact(3) })));
    expect(verify(writer.trust, writer.stream, records).verified).toHaveLength(3);
  });

  it('leaves a forged record aside and harms no other', () => {
    const writer = new Writer();
    const [first, second] = writer.write(anEvent(), anEvent({ factId: aFact(2) })) as [WireRecord, WireRecord];
    const forged = { ...first, offset: 7, value: Buffer.from(writeDocument(anEvent({ version: 9 }))) };
    const { verified, unverified } = verify(writer.trust, writer.stream, placed([first, forged, second]));
    expect(verified.map(({ record }) => record.offset)).toEqual([0, 1]);
    expect(unverified.map(({ offset }) => offset)).toEqual([7]);
  });

  it('trusts nothing that was signed by another key', () => {
    const writer = new Writer();
    const stranger = new Writer();
    expect(verify(writer.trust, writer.stream, placed(stranger.write(anEvent()))).verified).toEqual([]);
  });

  it('trusts nothing in a batch without a signature', () => {
    const writer = new Writer();
    const unsigned = writer
      .write(anEvent())
      .map(({ headers: { signature: _s, kid: _k, ...headers }, ...record }) => ({ ...record, headers }));
    expect(verify(writer.trust, writer.stream, placed(unsigned)).verified).toEqual([]);
  });

  it('does not take a record of one topic in another', () => {
    const writer = new Writer();
    const records = placed(writer.write(anEvent()));
    expect(verify(writer.trust, { ...writer.stream, topic: 'permit-closed' }, records).verified).toEqual([]);
  });
});

describe('admitting', () => {
  it('continues a stream record by record, whatever comes twice, in pieces or mixed with junk', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat()), (sizes, noise) => {
        const writer = new Writer();
        let made = 0;
        const batches = sizes.map((size) => writer.write(...Array.from({ length: size }, () => anEvent({ factId: aFact(++made) }))));
        let position = beginning(exchangeId, writer.stream);
        const seen: number[] = [];
        for (let at = 0; at < batches.length;) {
          const repeat = (noise.next().value ?? 0) % (at + 1);
          const records = placed([...(batches[repeat] ?? []), ...(batches[at] ?? [])]);
          const { verified } = verify(writer.trust, writer.stream, records);
          const admission = admit(position, verified, neverOpens);
          position = admission.position;
          seen.push(...admission.admitted.map(({ record }) => record.sequence));
          at++;
        }
        expect(seen).toEqual(Array.from({ length: made }, (_, index) => index + 1));
      }),
      { seed: 4101, numRuns: 60 },
    );
  });

  it('holds a stream with a gap and goes on when the missing part comes', () => {
    const writer = new Writer();
    const [one, two, three] = [
      writer.write(anEvent()),
      writer.write(anEvent({ factId: aFact(2) })),
      writer.write(anEvent({ factId: aFact(3) })),
    ];
    const all = (records: readonly WireRecord[]) => verify(writer.trust, writer.stream, placed(records)).verified;
    const gap = admit(beginning(exchangeId, writer.stream), [...all(one), ...all(three)], neverOpens);
    expect([gap.position.sequence, gap.ahead]).toEqual([1, 1]);
    const healed = admit(gap.position, all([...two, ...three]), neverOpens);
    expect([healed.position.sequence, healed.ahead]).toEqual([3, 0]);
  });

  it('takes a higher generation only from its opening event', () => {
    const writer = new Writer();
    const { verified } = verify(writer.trust, writer.stream, placed(writer.write(anEvent())));
    const later = verified.map((each) => ({ ...each, record: { ...each.record, generation: 2 } }));
    expect(admit(beginning(exchangeId, writer.stream), later, neverOpens)).toMatchObject({ ahead: 1, admitted: [] });
    expect(admit(beginning(exchangeId, writer.stream), later, () => true).position).toMatchObject({ generation: 2, sequence: 1 });
  });
});

describe('a document', () => {
  it('comes back as it was written', () => {
    const event = anEvent({ version: 9_007_199_254_740, change: 'corrected', causationId: 'x' });
    expect(readDocument(Buffer.from(writeDocument(event)))).toMatchObject({ document: event });
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a byte-order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(writeDocument(anEvent()))])],
    ['no JSON', Buffer.from('{')],
    ['null as text', Buffer.from('null')],
    ['twenty thousand levels', Buffer.from('['.repeat(20_000))],
    ['another version of CloudEvents', Buffer.from(writeDocument(anEvent()).replace('"1.0"', '"0.3"'))],
    ['version 0', Buffer.from(writeDocument(anEvent({ version: 0 })))],
    ['an upper-case id', Buffer.from(writeDocument(anEvent({ factId: aFact(1).replace('afb', 'AFB') })))],
  ])('is unreadable with %s', (_, bytes) => {
    expect(readDocument(bytes)).toHaveProperty('unreadable');
  });
});

describe('a record', () => {
  const [record] = new Writer().write(anEvent()) as [WireRecord];
  it.each([
    ['no value', { ...record, value: null }],
    ['a doubled header', { ...record, headers: { ...record.headers, prev: [Buffer.alloc(32), Buffer.alloc(32)] } }],
    ['a short hash', { ...record, headers: { ...record.headers, prev: Buffer.alloc(31) } }],
    ['a negative sequence', { ...record, headers: { ...record.headers, sequence: Buffer.from('-1') } }],
    ['a leading zero', { ...record, headers: { ...record.headers, sequence: Buffer.from('01') } }],
    ['a signature without a key id', { ...record, headers: { ...record.headers, kid: undefined } }],
  ])('has no place with %s', (_, broken) => {
    expect(placeOf(broken)).toBeNull();
  });

  it('has another fingerprint when anything of it differs', () => {
    const prints = [
      record,
      { ...record, key: null },
      { ...record, key: Buffer.alloc(0) },
      { ...record, value: Buffer.from('x') },
      { ...record, headers: {} },
    ].map(fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });
});
