// Builds dist/: the compiled library with declarations and source maps, and the published JSON Schemas.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
rmSync(new URL('dist', root), { recursive: true, force: true });
const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
const { status } = spawnSync(
  process.execPath,
  [compiler, '-p', fileURLToPath(new URL('tsconfig.build.json', root))],
  {
    stdio: 'inherit',
  },
);
if (status !== 0) process.exit(status ?? 1);

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
