// The library, the command and the driver's thread in few files with their source maps, so that none has hundreds to open
// before it starts. `node .ci/bundle.mjs <folder>` writes them there.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const source = (name) => fileURLToPath(new URL(`../src/${name}`, import.meta.url));

/** Writes the files into a folder. */
export async function bundle(folder) {
  await build({
    // All in one folder, since each part may look for what stands beside it.
    entryPoints: {
      index: source('index.ts'),
      main: source('cli/main.ts'),
      schemas: source('schemas.ts'),
      worker: source('connect/tedious/worker.ts'),
    },
    outdir: folder,
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: true,
    logLevel: 'warning',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundle(process.argv[2]);
