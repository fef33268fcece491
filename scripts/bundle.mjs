// The services as they run: one file each and what they share, since loading 1,900 modules costs every start of every service 0.9 s.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundled = join(root, 'dist');

/** Left alone: what frameworks load only where it is installed; kafkajs, which is mended by the path of its file; and what must run before all else. */
const packages = {
  name: 'packages',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...asked }) => {
      if (pluginData) return;
      const { errors, ...found } = await resolve(path, { ...asked, pluginData: true });
      if (errors.length > 0 || /^(kafkajs|reflect-metadata)(\/|$)/.test(path)) return { path, external: true };
      return asked.kind === 'dynamic-import' && !found.external ? { path: found.path, namespace: 'named' } : found;
    });
    // A CommonJS module that is imported at run time has the names that Node finds in it.
    onLoad({ filter: /./, namespace: 'named' }, async ({ path }) => ({
      contents: `export { ${Object.keys(await import(pathToFileURL(path))).join(', ')} } from ${JSON.stringify(path)};`,
      resolveDir: dirname(path),
    }));
  },
};

const changedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** Bundles what is compiled into `dist/<agency>.js`, when it has changed. */
export async function bundle() {
  const agencies = readdirSync(join(root, 'apps'));
  const compiled = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'tsconfig.tsbuildinfo')),
  );
  const sources = [...compiled, join(root, 'node_modules', '.package-lock.json'), fileURLToPath(import.meta.url)].map(changedAt);
  if (agencies.every((agency) => changedAt(join(bundled, `${agency}.js`)) > Math.max(...sources))) return;
  rmSync(bundled, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: agencies.map((agency) => ({ in: join(root, 'apps', agency, 'dist', 'main.js'), out: agency })),
    outdir: bundled,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Nest finds providers by the names of their classes, and problems are told by them.
    keepNames: true,
    minifyWhitespace: true,
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    plugins: [packages],
    logLevel: 'error',
  });
}
