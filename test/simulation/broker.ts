import type { WireRecord } from '@timpora/exchange/protocol';

interface Entry {
  readonly batch: number;
  readonly record: WireRecord;
}

type Outgoing = Omit<WireRecord, 'offset' | 'appendedMs'>;

/** One partition per topic, as lists: what Kafka does with offsets, cuts and retention. */
export class Topic {
  /** Retention has taken a past already: offsets are far from what a topic that is made anew begins with. */
  start = 1_000;
  private entries: Entry[] = [];
  private batches = 0;

  get end(): number {
    return this.start + this.entries.length;
  }

  get records(): readonly WireRecord[] {
    return this.entries.map(({ record }) => record);
  }

  append(records: readonly Outgoing[], now: number): void {
    this.batches++;
    for (const record of records) this.entries.push({ batch: this.batches, record: { ...record, offset: this.end, appendedMs: now } });
  }

  /** Whole batches from an offset on, from the earliest when it is out of range. A first one that is cut starts at the offset, as kafkajs hands it out. */
  fetch(offset: number, batches: number): readonly WireRecord[] {
    const from = this.entries.slice(offset < this.start || offset > this.end ? 0 : offset - this.start);
    const taken = [...new Set(from.map(({ batch }) => batch))].slice(0, batches);
    return from.filter(({ batch }) => taken.includes(batch)).map(({ record }) => record);
  }

  /** The broker loses its newest batches. @returns what is gone */
  loseTail(batches: number): readonly WireRecord[] {
    const lost = new Set([...new Set(this.entries.map(({ batch }) => batch))].slice(-batches));
    const gone = this.entries.filter(({ batch }) => lost.has(batch));
    this.entries = this.entries.slice(0, this.entries.length - gone.length);
    return gone.map(({ record }) => record);
  }

  /** Retention takes the oldest batches. @returns what is gone */
  retain(share: number): readonly WireRecord[] {
    const batches = [...new Set(this.entries.map(({ batch }) => batch))];
    const old = new Set(batches.slice(0, Math.floor(share * (batches.length + 1))));
    const gone = this.entries.filter(({ batch }) => old.has(batch));
    this.entries = this.entries.slice(gone.length);
    this.start += gone.length;
    return gone.map(({ record }) => record);
  }

  /** The topic is deleted and made anew. @returns what is gone */
  recreate(): readonly WireRecord[] {
    const gone = this.records;
    this.entries = [];
    this.start = 0;
    return gone;
  }
}

/** Headers and bodies as they come back from Kafka: bytes. */
export const onTheWire = (sent: {
  readonly key: string;
  readonly value: Buffer | string;
  readonly headers: Readonly<Record<string, unknown>>;
}): Outgoing => ({
  key: Buffer.from(sent.key),
  value: Buffer.from(sent.value),
  headers: Object.fromEntries(Object.entries(sent.headers).map(([name, header]) => [name, Buffer.from(header as Buffer | string)])),
});
