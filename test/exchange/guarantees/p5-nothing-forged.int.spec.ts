import { generateKeyPairSync } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';

import { ownCaller, type Registry } from '@timpora/exchange';
import { appendRecord } from '@timpora/stack';

import { eventually } from '../../eventually.js';
import { testStack } from '../../stack/test-stack.js';
import { anExchange, type TestExchange, type TestMember } from '../an-exchange.js';
import { alarmsAt } from '../holding.js';
import { recordsIn } from '../on-the-broker.js';

type Editable = { members: Record<string, { keys: { keyId: string; publicKey: string; ends?: object }[]; ends?: object }> };

const edit = (file: string, change: (registry: Editable) => void): void => {
  const registry = JSON.parse(readFileSync(file, 'utf8')) as Registry & Editable;
  change(registry);
  writeFileSync(file, JSON.stringify(registry));
};

describe('P5: nothing is forged or altered unseen: keys', () => {
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

  /** Changes the registry of all, and waits until a running member has read it. */
  async function change({ log }: TestMember, how: (registry: Editable) => void): Promise<void> {
    const before = log.filter((line) => line === 'registry.changed').length;
    edit(x.keys.registry, how);
    await eventually(() => log.filter((line) => line === 'registry.changed').length > before, true);
  }

  const reasonsAt = async (member: TestMember): Promise<string[]> =>
    (await member.query<{ reason: string }>('select distinct reason from unverified order by 1')).map(({ reason }) => reason);

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

  it('that become known while a member is down count from its next start on, and a stranger makes nobody read again', async () => {
    const { imigrasi, polres, disdik } = x.members;
    await rotate([polres]);
    await Promise.all([imigrasi, disdik, polres].map(restart));
    const { factId } = await x.take('signed meanwhile');
    await eventually(has(disdik, factId), '1 signed meanwhile');
    await eventually(() => reasonsAt(polres), ['unknown-key']);
    await imigrasi.stop();
    await restart(polres);
    const state = () => polres.query('select next_offset, mark from partition_position where topic = $1', [x.contracts.NoteTaken.name]);
    const before = await state();
    await restart(polres);
    expect(await state()).toEqual(before);
    await polres.stop();
    cpSync(imigrasi.settings.registryFile, polres.settings.registryFile);
    await polres.start();
    await eventually(has(polres, factId), '1 signed meanwhile');
    await eventually(() => reasonsAt(polres), []);
  });

  it('that were compromised vouch up to a stated place and no further, from the moment when the registry says so', async () => {
    await Promise.all(Object.values(x.members).map((member) => member.start()));
    const { factId } = await x.take('before the theft');
    await eventually(has(x.members.polres, factId), '1 before the theft');
    await change(x.members.polres, ({ members }) => {
      for (const key of members['imigrasi']?.keys ?? []) key.ends = { [`${x.contracts.NoteTaken.name}/0`]: { generation: 1, sequence: 1 } };
    });
    const stolen = await x.take('signed by the stolen key');
    await eventually(() => reasonsAt(x.members.polres), ['no-valid-signature']);
    expect(await x.members.polres.view()).toEqual({ [factId]: '1 before the theft' });
    expect(stolen.factId).not.toBe(factId);
  });

  it('of a member that left vouch up to a stated place and no further, and what it told before stays', async () => {
    const { imigrasi, polres } = x.members;
    await Promise.all([imigrasi, polres].map((member) => member.start()));
    const give = (text: string) =>
      polres.exchange.unitOfWork.run(ownCaller('test'), (tx) => tx.state(x.contracts.HintGiven, { text, state: 'OPEN' }));
    const hints = async () =>
      (await imigrasi.query<{ text: string }>(`select body->>'text' as text from fact where kind = 'hint'`)).map(({ text }) => text);
    await give('while a member');
    await eventually(hints, ['while a member']);
    await change(imigrasi, ({ members }) => {
      const { polres: leaver } = members;
      if (leaver) leaver.ends = { [`${x.contracts.HintGiven.name}.polres/0`]: { generation: 1, sequence: 1 } };
    });
    await give('after it left');
    await eventually(() => reasonsAt(imigrasi), ['no-valid-signature']);
    expect(await hints()).toEqual(['while a member']);
  });

  it('stay as they were when the registry file breaks, with an alarm until it is right again', async () => {
    const { polres } = x.members;
    await Promise.all(Object.values(x.members).map((member) => member.start()));
    const whole = readFileSync(x.keys.registry);
    writeFileSync(x.keys.registry, whole.subarray(0, whole.length / 2));
    await eventually(() => alarmsAt(polres), ['registry the registry file']);
    const { factId } = await x.take('heard all the same');
    await eventually(has(polres, factId), '1 heard all the same');
    writeFileSync(x.keys.registry, whole);
    await eventually(() => alarmsAt(polres), []);
    expect(polres.log).toEqual(expect.arrayContaining(['alarm.registry', 'alarm.cleared', 'registry.changed']));
  });

  it('are needed: a record that an administrator makes up, with the right place and key id, is evidence and no fact', async () => {
    const { imigrasi, polres } = x.members;
    await Promise.all([imigrasi, polres].map((member) => member.start()));
    const { factId } = await x.take('the true text');
    await eventually(has(polres, factId), '1 the true text');
    const { NoteTaken } = x.contracts;
    const [last] = await recordsIn(NoteTaken.name);
    const [end] = await imigrasi.query<{ head: Buffer }>('select head from stream_head');
    const value = (last?.value ?? '').replace('the true text', 'a made up text').replace('"factversion":"1"', '"factversion":"2"');
    expect(value).toContain('"factversion":"2"');
    const headers = { ...last?.headers, sequence: '2', prev: end?.head, signature: Buffer.alloc(64, 7) };
    await appendRecord(testStack(), NoteTaken.name, { key: factId, value, headers });
    await eventually(() => reasonsAt(polres), ['no-valid-signature']);
    // The true record takes the place that the forged one claimed.
    await x.take('goes on');
    await eventually(async () => Object.values(await polres.view()).sort(), ['1 goes on', '1 the true text']);
  });
});
