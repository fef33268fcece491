import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { signedBatch } from '../sealing/batches.js';
import { writeDocument, type FactDocument } from './document.js';
import type { WireRecord } from './record.js';
import { seal, sealingState, type Sealed, type SealedVersion } from './seal.js';
import { streamKey, type Position } from './stream.js';
import type { Trust } from './verify.js';

export const exchangeId = 'test-exchange';

/** A synthetic event of a stay permit, for tests. */
export const anEvent = (override: Partial<FactDocument> = {}): FactDocument => ({
  id: '019afb00-0000-7000-8000-0000000000aa',
  issuer: 'imigrasi',
  type: 'permit-issued.v1',
  occurredAt: '2026-11-25T05:00:00.000Z',
  recordedAt: '2026-11-25T05:00:00.000Z',
  subjectRef: '019afb00-0000-7000-8000-000000000001',
  kind: 'stay-permit',
  factId: '019afb00-0000-7000-8000-0000000000f1',
  version: 1,
  change: 'stated',
  reason: null,
  causationId: null,
  body: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    permitType: 'LIMITED',
    origin: 'VISA',
    purposeGroup: 'WORK',
    workAllowed: 'WITH_APPROVAL',
    sponsorBasis: 'CORPORATE',
    issuedOn: '2026-02-02',
    validFrom: '2026-02-02',
    validTo: '2027-02-01',
    state: 'VALID',
  },
  ...override,
});

/** An owner without database or broker: seals and signs with the real code and gives the records as Kafka would hold them. */
export class Writer {
  private readonly key: KeyObject;
  private readonly publicKey: KeyObject;
  private readonly heads = new Map<string, Position>();
  private readonly versions = new Map<string, SealedVersion>();
  private offset = 0;

  constructor(
    readonly issuer = 'imigrasi',
    private readonly topic = 'permit-issued',
  ) {
    ({ privateKey: this.key, publicKey: this.publicKey } = generateKeyPairSync('ed25519'));
  }

  get trust(): Trust {
    return { exchangeId, key: (issuer, keyId) => (issuer === this.issuer && keyId === 'k1' ? this.publicKey : null) };
  }

  get stream(): { issuer: string; topic: string; partition: number } {
    return { issuer: this.issuer, topic: this.topic, partition: 0 };
  }

  /** One batch: signed at its last record. */
  write(...events: readonly FactDocument[]): readonly WireRecord[] {
    return this.writeText(...events.map((event) => ({ event, document: writeDocument(event) })));
  }

  /** A batch with documents that no honest writer would make. */
  writeText(...documents: readonly { event: FactDocument; document: string }[]): readonly WireRecord[] {
    const unsealed = documents.map(({ event, document }, at) => ({
      outboxId: String(at),
      topic: this.topic,
      partition: 0,
      kind: event.kind,
      factId: event.factId,
      version: event.version,
      document,
    }));
    const sealed = seal(this.issuer, sealingState(exchangeId, this.heads, this.versions), unsealed);
    for (const each of sealed) this.remember(each);
    const batch = signedBatch({ exchangeId, issuer: this.issuer, keyId: 'k1', key: this.key }, sealed);
    return (batch?.records ?? []).map(({ key, value, headers }) => ({
      offset: this.offset++,
      key: Buffer.from(key),
      value: Buffer.from(value),
      headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, Buffer.from(header as Buffer | string)])),
    }));
  }

  private remember({ kind, factId, version, documentHash, generation, sequence, head }: Sealed): void {
    this.heads.set(streamKey(this.stream), { generation, sequence, head });
    this.versions.set(`${kind}/${factId}`, { version, documentHash });
  }
}
