// Builds dist/: the library and the command, the declarations beside them, and the published JSON Schemas.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
rmSync(new URL('dist', root), { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);
await bundle(path('dist'));

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
