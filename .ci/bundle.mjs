// The library, the command and the driver's thread in few files with their source maps, so that none has hundreds to open
// before it starts. `node .ci/bundle.mjs <folder> [file …]` writes them there, and beside them other programs of ours.
import { basename, extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const source = (name) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));

/** What goes for whatever is put together here. */
export const PROGRAM = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

/** Writes the files into a folder; with other programs beside them, each called as its source is. */
export async function bundle(folder, others = []) {
  await build({
    ...PROGRAM,
    // All in one folder, since each part may look for what stands beside it.
    entryPoints: {
      index: source('index.ts'),
      main: source('cli/main.ts'),
      schemas: source('schemas.ts'),
      worker: source('connect/tedious/worker.ts'),
      ...Object.fromEntries(others.map((file) => [basename(file, extname(file)), file])),
    },
    outdir: folder,
    chunkNames: 'part-[hash]',
    splitting: true,
    packages: 'external',
    format: 'esm',
    sourcemap: true,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , folder, ...others] = process.argv;
  await bundle(folder, others);
}
