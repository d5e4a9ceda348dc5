// The library, the command and the driver's thread in few files with their source maps, so that none has hundreds to open
// before it starts. `node .ci/bundle.mjs <folder>` writes them there.
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

/** Writes the files into a folder. */
export async function bundle(folder) {
  await build({
    ...PROGRAM,
    // All in one folder, since each part may look for what stands beside it.
    entryPoints: {
      index: source('index.ts'),
      main: source('cli/main.ts'),
      schemas: source('schemas.ts'),
      worker: source('connect/tedious/worker.ts'),
    },
    outdir: folder,
    chunkNames: 'part-[hash]',
    splitting: true,
    packages: 'external',
    format: 'esm',
    sourcemap: true,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundle(process.argv[2]);
