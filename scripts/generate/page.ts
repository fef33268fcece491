import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** One generated file, by its path from the root of the repository. */
export interface Page {
  readonly path: string;
  readonly content: string;
}

const placeOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The page as it is committed: formatted like everything else. */
export async function formatted({ path, content }: Page): Promise<Page> {
  const filepath = placeOf(path);
  return { path, content: await format(content, { ...(await resolveConfig(filepath)), filepath }) };
}

/** The committed file, nothing when there is none yet. */
export const committed = (path: string): Promise<string | undefined> => readFile(placeOf(path), 'utf8').catch(() => undefined);

/** The paths of the committed files of a folder, sorted. */
export const committedIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(placeOf(folder))).map((name) => `${folder}/${name}`).sort();

/** Writes what differs. @returns the paths that were written */
export async function writePages(pages: readonly Page[]): Promise<readonly string[]> {
  const written: string[] = [];
  for (const page of pages) {
    const { path, content } = await formatted(page);
    if ((await committed(path)) === content) continue;
    await mkdir(dirname(placeOf(path)), { recursive: true });
    await writeFile(placeOf(path), content);
    written.push(path);
  }
  return written;
}
