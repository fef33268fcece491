import type { RecordSender } from '../kafka/record-sender.js';
import { signMessage } from '../protocol/statement.js';
import type { Signer } from '../sealing/batches.js';

/** Says something in a protocol topic in the name of this member, signed. */
export class Voice {
  constructor(
    private readonly signer: Signer,
    private readonly sender: RecordSender,
  ) {}

  /** @returns the offset at which it stands; null when the topic cannot be written now */
  say(topic: string, message: object): Promise<number | null> {
    return this.sayText(topic, JSON.stringify(message));
  }

  /** Says JSON as it is, to the byte. */
  async sayText(topic: string, value: string): Promise<number | null> {
    const { exchangeId, key, keyId, issuer } = this.signer;
    const signature = signMessage(exchangeId, topic, { value: Buffer.from(value, 'utf8'), key });
    const headers = { 'content-type': 'application/json', kid: keyId, signature };
    const [sent] = await this.sender.send([{ topic, partition: 0, records: [{ key: issuer, value, headers }] }]);
    return sent?.baseOffset ?? null;
  }

  close(): Promise<void> {
    return this.sender.close();
  }
}
