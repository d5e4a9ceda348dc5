// Builds the single executable: Node itself with the whole program in it, for the platform that it is built on.
// `npm run executable` writes it to out/; another folder can be given.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inject } from 'postject';
import { PROGRAM } from '../bundle.mjs';

/** What Node looks for in itself (page "Single executable applications" of Node's documentation). */
const RESOURCE = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Drivers of other databases, which knex names and nobody here asks for. */
const OTHER_DRIVERS = [
  'better-sqlite3',
  'mariadb',
  'mysql',
  'mysql2',
  'oracledb',
  'pg',
  'pg-native',
  'pg-query-stream',
  'sqlite3',
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Builds the executable into a folder; gives its path. */
export async function buildExecutable(folder = join(root, 'out')) {
  const work = mkdtempSync(join(tmpdir(), 'regrant-executable-'));
  try {
    const [main, worker] = [join(work, 'main.cjs'), join(work, 'worker.cjs')];
    await bundle('src/cli/main.ts', main);
    await bundle('src/connect/tedious/worker.ts', worker);
    const config = join(work, 'sea.json');
    const blob = join(work, 'sea.blob');
    writeFileSync(
      config,
      JSON.stringify({
        main,
        output: blob,
        disableExperimentalSEAWarning: true,
        useCodeCache: true,
        assets: { worker },
      }),
    );
    execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'ignore' });
    mkdirSync(folder, { recursive: true });
    const target = join(folder, process.platform === 'win32' ? 'regrant.exe' : 'regrant');
    rmSync(target, { force: true });
    copyFileSync(process.execPath, target);
    chmodSync(target, 0o755);
    // macOS runs nothing whose signature does not fit: Node's goes, one of this machine comes.
    const isMac = process.platform === 'darwin';
    if (isMac) execFileSync('codesign', ['--remove-signature', target]);
    await inject(target, RESOURCE, readFileSync(blob), {
      sentinelFuse: FUSE,
      ...(isMac ? { machoSegmentName: 'NODE_SEA' } : {}),
    });
    if (isMac) execFileSync('codesign', ['--sign', '-', target]);
    return target;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function bundle(entry, outfile) {
  await build({
    ...PROGRAM,
    entryPoints: [join(root, entry)],
    outfile,
    format: 'cjs',
    // Some packages' files for CommonJS find their own parts in a way that cannot be followed.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    external: OTHER_DRIVERS,
    plugins: [instead],
  });
}

/** Files of the executable that stand in for those of the package. */
const instead = {
  name: 'instead',
  setup({ onResolve }) {
    onResolve({ filter: /\/worker-entry\.ts$/ }, () => ({ path: here('worker-entry.mjs') }));
    onResolve({ filter: /\/tedious-package\.ts$/ }, () => ({ path: here('tedious-package.cjs') }));
    onResolve({ filter: /\/load-odbc\.ts$/ }, () => ({ path: here('load-odbc.cjs') }));
    onResolve({ filter: /^@azure\/identity$/ }, () => ({ path: here('entra.cjs') }));
  },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(`wrote ${await buildExecutable(process.argv[2])}`);
}
