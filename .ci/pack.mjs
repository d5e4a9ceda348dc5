// The package as a user gets it: packed, checked by publint and are-the-types-wrong, installed into an empty
// project, imported, type-checked under node16 and bundler resolution, and its command run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.env.npm_execpath?.endsWith('.js')
  ? [process.execPath, process.env.npm_execpath]
  : ['npm'];
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const bin = (name) => join(root, 'node_modules', name);

const folder = mkdtempSync(join(tmpdir(), 'regrant-pack-'));
try {
  run(npm[0], [...npm.slice(1), 'run', '--silent', 'build'], root);
  const packed = JSON.parse(
    run(npm[0], [...npm.slice(1), 'pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  )[0];
  const stray = packed.files
    .map(({ path }) => path)
    .filter((path) => !/^(dist|templates)\/|^(package\.json|LICENSE|[A-Z]+\.md)$/.test(path));
  if (stray.length > 0) throw new Error(`the package holds what users do not need: ${stray.join(', ')}`);
  const tarball = join(folder, packed.filename);
  run(process.execPath, [bin('publint/src/cli.js'), root, '--strict', '--pack', 'false'], root);
  run(process.execPath, [bin('@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only'], root);

  writeFileSync(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}\n');
  run(npm[0], [...npm.slice(1), 'install', '--no-audit', '--no-fund', '--loglevel=error', tarball], folder);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'use.ts'),
    "import { openTediousDriver, readSnapshot, RegrantError, runDrill, type Snapshot } from 'regrant';\nexport const read: (path: string) => Promise<Snapshot> = readSnapshot;\nexport { openTediousDriver, RegrantError, runDrill };\n",
  );
  for (const [module, resolution] of [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ]) {
    run(
      process.execPath,
      [
        bin('typescript/bin/tsc'),
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        // Without the types of Node or of any other package, and with every declaration checked.
        '--lib',
        'es2022,dom',
        '--types',
        '',
        '--skipLibCheck',
        'false',
        '--module',
        module,
        '--moduleResolution',
        resolution,
        'use.ts',
      ],
      folder,
    );
  }
  run(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      "const r = await import('regrant'); if (typeof r.readSnapshot !== 'function') process.exit(1);",
    ],
    folder,
  );
  // Node 20.19 and 22.12 on can require() a module, where this does not wait at its top.
  const canRequire = process.features.require_module === true;
  if (canRequire) {
    run(
      process.execPath,
      [
        '--input-type=commonjs',
        '-e',
        "if (typeof require('regrant').readSnapshot !== 'function') process.exit(1);",
      ],
      folder,
    );
  }
  const command = join(folder, 'node_modules/regrant/dist/main.js');
  const printed = run(process.execPath, [command, '--version'], folder).trim();
  if (printed !== version) throw new Error(`regrant --version printed ${printed}, not ${version}`);
  // The driver's thread is a file of its own: where it is not found, no server is even dialled.
  const { stderr } = spawnSync(
    process.execPath,
    [command, 'capture', '--server', 'localhost,1', '--user', 'nobody', '--json'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, REGRANT_PASSWORD: 'none' } },
  );
  if (!stderr.includes('connection-failed')) throw new Error(`regrant capture said: ${stderr}`);
  console.log(
    `packed ${packed.files.length} files, ${packed.size} bytes; import${canRequire ? ', require' : ''}, types and command work`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
