import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const root = process.cwd();
const fixtures = join(root, 'test', 'architecture', 'fixtures');

/** Files of a folder, as paths below it. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

const expectations = filesIn(fixtures).flatMap((file) => {
  const [, rule] = /^\/\/ expects: (\S+)/.exec(readFileSync(join(fixtures, file), 'utf8')) ?? [];
  return rule ? [[file, rule] as const] : [];
});

/** A tree of its own with our very rules, so that a bad file is judged as if it stood in ours. */
function scratchTree(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'timpora-architecture-'));
  cpSync(fixtures, scratch, { recursive: true });
  for (const file of ['eslint.config.mjs', '.dependency-cruiser.mjs', 'tsconfig.base.json', 'package.json'])
    cpSync(join(root, file), join(scratch, file));
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
  for (const folder of ['libs', 'apps'].flatMap((group) => readdirSync(join(scratch, group)).map((name) => join(group, name)))) {
    writeFileSync(
      join(scratch, folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions: { composite: false }, include: ['src'] }),
    );
  }
  mkdirSync(join(scratch, 'test'), { recursive: true });
  writeFileSync(
    join(scratch, 'test', 'tsconfig.json'),
    JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions: { composite: false }, include: ['.'] }),
  );
  return scratch;
}

const NODE_OPTIONS = '';

/** What a tool prints, whatever its exit code says. */
async function outputOf(cwd: string, command: string, ...args: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [join(root, 'node_modules', command), ...args], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS },
  });
  return run.then(
    ({ stdout }) => stdout,
    (failure: { stdout: string }) => failure.stdout,
  );
}

async function lintFindings(cwd: string): Promise<readonly (readonly [string, string])[]> {
  const results = JSON.parse(await outputOf(cwd, 'eslint/bin/eslint.js', '.', '--format', 'json')) as {
    filePath: string;
    messages: { ruleId: string | null; message: string }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ ruleId, message }) =>
        [relative(cwd, filePath), ruleId === 'no-restricted-syntax' ? (message.split(':')[0] ?? '') : (ruleId ?? message)] as const,
    ),
  );
}

/** The rules that are on for a source file, ours by the name that their message begins with. */
async function lintRules(cwd: string): Promise<readonly string[]> {
  const { rules } = JSON.parse(await outputOf(cwd, 'eslint/bin/eslint.js', '--print-config', 'libs/agency/src/any.ts')) as {
    rules: Record<string, [severity: number, ...options: { message?: string }[]]>;
  };
  return Object.entries(rules)
    .filter(([, [severity]]) => severity > 0)
    .flatMap(([name, [, ...options]]) =>
      name === 'no-restricted-syntax' ? options.map(({ message = '' }) => message.split(':')[0] ?? '') : [name],
    );
}

async function cruise(cwd: string): Promise<{ findings: readonly (readonly [string, string])[]; rules: readonly string[] }> {
  const text = await outputOf(
    cwd,
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    'libs',
    'apps',
    'test',
  );
  const { summary } = JSON.parse(text) as {
    summary: { violations: { from: string; rule: { name: string } }[]; ruleSetUsed: { forbidden: { name: string }[] } };
  };
  return {
    findings: summary.violations.map(({ from, rule }) => [from, rule.name] as const),
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
  };
}

describe('the rules of this tree', () => {
  let findings: ReadonlySet<string>;
  let rules: readonly string[];
  let scratch = '';

  beforeAll(async () => {
    scratch = scratchTree();
    const [linted, lintedBy, cruised] = await Promise.all([lintFindings(scratch), lintRules(scratch), cruise(scratch)]);
    findings = new Set([...linted, ...cruised.findings].map(([file, rule]) => `${file} ${rule}`));
    rules = [...lintedBy, ...cruised.rules];
  }, 90_000);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(expectations)('refuse %s by %s', (file, rule) => {
    expect([...findings].filter((finding) => finding.startsWith(`${file} `))).toContain(`${file} ${rule}`);
  });

  it('have a bad file each', () => {
    const broken = new Set(expectations.map(([, rule]) => rule as string | undefined));
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((name) => !broken.has(name))).toEqual([]);
  });
});
