import { generateKeyPairSync } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';

import type { Registry } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { anExchange, type TestExchange, type TestMember } from './an-exchange.js';

type Editable = { members: Record<string, { keys: { keyId: string; publicKey: string; ends?: object }[] }> };

const edit = (file: string, change: (registry: Editable) => void): void => {
  const registry = JSON.parse(readFileSync(file, 'utf8')) as Registry & Editable;
  change(registry);
  writeFileSync(file, JSON.stringify(registry));
};

describe('keys in the registry', () => {
  let x: TestExchange;
  const has = (member: TestMember, factId: string) => async (): Promise<string | undefined> => (await member.view())[factId];

  beforeEach(async () => {
    x = await anExchange();
  });
  afterEach(() => x.stop());

  /** Gives imigrasi a second key, in the registry of everybody but those named. */
  async function rotate(unknownTo: readonly TestMember[]): Promise<void> {
    for (const { settings } of unknownTo) {
      cpSync(settings.registryFile, `${settings.registryFile}.${settings.member}`);
      Object.assign(settings, { registryFile: `${settings.registryFile}.${settings.member}` });
    }
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const { imigrasi } = x.members;
    const keyFile = `${imigrasi.settings.signing.keyFile}.2`;
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    edit(imigrasi.settings.registryFile, ({ members }) =>
      members['imigrasi']?.keys.push({ keyId: 'second', publicKey: String(publicKey.export({ format: 'jwk' }).x) }),
    );
    Object.assign(imigrasi.settings, { signing: { keyId: 'second', keyFile } });
  }

  async function restart(member: TestMember): Promise<void> {
    await member.stop();
    await member.start();
  }

  it('overlap: what the old one signed stays, what the new one signs counts', async () => {
    await Promise.all(Object.values(x.members).map((member) => member.start()));
    const before = await x.take('by the first key');
    await eventually(has(x.members.polres, before.factId), '1 by the first key');
    await rotate([]);
    await restart(x.members.imigrasi);
    const after = await x.take('by the second key');
    await eventually(has(x.members.polres, after.factId), '1 by the second key');
    await eventually(has(x.members.polres, before.factId), '1 by the first key');
  });

  it('that are not known yet let records wait, and nothing is lost when they become known', async () => {
    await rotate([x.members.polres]);
    await restart(x.members.polres);
    await Promise.all([x.members.imigrasi, x.members.disdik].map(restart));
    const { factId } = await x.take('by a key that polres does not know');
    await eventually(has(x.members.disdik, factId), '1 by a key that polres does not know');
    await eventually(async () => (await x.members.polres.query('select reason from unverified')).length, 1);
    expect(await has(x.members.polres, factId)()).toBeUndefined();
    cpSync(x.members.imigrasi.settings.registryFile, x.members.polres.settings.registryFile);
    await eventually(has(x.members.polres, factId), '1 by a key that polres does not know');
    await eventually(() => x.members.polres.query('select reason from unverified'), []);
  });

  it('that were compromised vouch up to a stated place and no further', async () => {
    await Promise.all(Object.values(x.members).map((member) => member.start()));
    const { factId } = await x.take('before the theft');
    await eventually(has(x.members.polres, factId), '1 before the theft');
    const [event] = x.contracts.catalogue.events;
    edit(x.members.polres.settings.registryFile, ({ members }) => {
      for (const key of members['imigrasi']?.keys ?? []) key.ends = { [`${event?.name ?? ''}/0`]: { generation: 1, sequence: 1 } };
    });
    await restart(x.members.polres);
    const stolen = await x.take('signed by the stolen key');
    await eventually(async () => (await x.members.polres.query('select reason from unverified')).length > 0, true);
    expect(await has(x.members.polres, stolen.factId)()).toBeUndefined();
    expect(await has(x.members.polres, factId)()).toBe('1 before the theft');
  });
});
