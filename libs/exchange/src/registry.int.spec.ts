import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually } from '../../../test/eventually.js';
import { LiveRegistry, readRegistry, type Registry, type RegistryFault } from './registry.js';

const aKey = (keyId: string) => ({
  keyId,
  publicKey: String(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x),
});
const first = aKey('first');
const right: Registry = { exchangeId: 'e', members: { polres: { keys: [first] } } };
const broken: readonly (readonly [RegistryFault, string])[] = [
  ['no-json', JSON.stringify(right).slice(0, -9)],
  ['no-json', ''],
  ['no-registry', '[]'],
  ['no-registry', JSON.stringify({ ...right, members: { polres: {} } })],
  ['no-registry', JSON.stringify({ ...right, members: { polres: { keys: [{ keyId: 'first' }] } } })],
  ['bad-key', JSON.stringify({ ...right, members: { polres: { keys: [first, { keyId: 'second', publicKey: 'c2hvcnQ' }] } } })],
  ['other-exchange', JSON.stringify({ ...right, exchangeId: 'f' })],
  ['entry-gone', JSON.stringify({ ...right, members: { polres: { keys: [aKey('second')] } } })],
];

describe('the registry of a running service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'timpora-registry-'));
  const file = join(folder, 'registry.json');
  let registry: LiveRegistry;
  let changes: number;

  const write = (content: string): void => {
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  };
  beforeEach(async () => {
    write(JSON.stringify(right));
    changes = 0;
    registry = await LiveRegistry.open(file);
  });
  afterEach(() => registry.stop());
  afterAll(() => rmSync(folder, { recursive: true }));

  const watch = (onChange = (): Promise<void> => Promise.resolve()): void =>
    registry.watch(async () => {
      changes++;
      await onChange();
    }, 10);

  it.each(broken)('goes on as it was, and says why, when its file becomes wrong: %s', async (fault, content) => {
    watch();
    write(content);
    await eventually(() => registry.problem, fault);
    expect([registry.exchangeId, registry.key('polres', 'first') !== null, registry.key('polres', 'second')]).toEqual(['e', true, null]);
    expect(changes).toBe(0);
    const second = aKey('second');
    write(JSON.stringify({ ...right, members: { polres: { keys: [first, second] } } }));
    await eventually(() => registry.problem, null);
    await eventually(() => changes > 0, true);
    expect(registry.key('polres', 'second')).not.toBeNull();
  });

  it('says so when its file is gone, and when it is back unchanged', async () => {
    watch();
    renameSync(file, `${file}.away`);
    await eventually(() => registry.problem, 'unreadable');
    renameSync(`${file}.away`, file);
    await eventually(() => registry.problem, null);
  });

  it('tells a change again when whoever was told failed', async () => {
    watch(() => (changes < 2 ? Promise.reject(new Error('the database is away')) : Promise.resolve()));
    write(JSON.stringify({ ...right, members: { ...right.members, disdik: { keys: [aKey('one')] } } }));
    await eventually(() => changes > 1, true);
    expect([registry.problem, registry.key('disdik', 'one') !== null]).toEqual([null, true]);
  });

  it.each(broken.slice(0, 5))('cannot be opened with a file that is wrong: %s', async (fault, content) => {
    write(content);
    await expect(readRegistry(file)).rejects.toMatchObject({ name: 'RegistryProblem', fault });
    await expect(LiveRegistry.open(file)).rejects.toMatchObject({ fault });
  });
});
