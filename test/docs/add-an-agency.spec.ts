import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import ts from 'typescript';

import { blocksOf } from '../../scripts/recipe/blocks.mjs';

const place = 'docs/add-an-agency.md';
const text = readFileSync(place, 'utf8');
const { shell, files } = blocksOf(text);

/** The quick part of `npm run recipe`, which does all of it. */
describe('the recipe for adding an agency', () => {
  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...shell.join('\n').matchAll(/ run (?:--silent )?([a-z]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('leads to files that there are', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => join(dirname(place), link));
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });

  it('fits two pages', () => {
    expect(text.split('\n').length).toBeLessThan(170);
  });

  it('gives files that compile as they are', () => {
    const folder = join(process.cwd(), '.timpora', `recipe-spec-${process.pid}`);
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    try {
      const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as { config: object };
      const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
      // Sources of the libraries, which need not be built; outside, their built types are read.
      const sources = { ...options, noEmit: true, customConditions: ['timpora-source'], resolveJsonModule: true };
      delete (sources as { rootDir?: string }).rootDir;
      const program = ts.createProgram(fileNames, sources);
      const wrong = ts.getPreEmitDiagnostics(program).filter(({ file }) => file?.fileName.startsWith(folder));
      expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
      expect(fileNames).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
