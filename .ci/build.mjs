// Builds dist/: the library and the command in few files, so that neither has hundreds to open before it starts, with
// source maps; the declarations beside them; and the published JSON Schemas.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
rmSync(new URL('dist', root), { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);
await build({
  // All in one folder, since each part may look for what stands beside it.
  entryPoints: {
    index: path('src/index.ts'),
    main: path('src/cli/main.ts'),
    schemas: path('src/schemas.ts'),
    worker: path('src/connect/tedious/worker.ts'),
  },
  outdir: path('dist'),
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

const { CONFIG_SCHEMA, OUTPUT_SCHEMAS, PLAN_SCHEMA, PROFILE_SCHEMA, snapshotSchema } = await import(
  new URL('dist/schemas.js', root).href
);
const folder = new URL('dist/schemas/', root);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['config', CONFIG_SCHEMA],
  ['plan', PLAN_SCHEMA],
  ['profile', PROFILE_SCHEMA],
  ['snapshot', snapshotSchema()],
  ...Object.entries(OUTPUT_SCHEMAS).map(([command, schema]) => [`${command}.output`, schema]),
]) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
