// Files nobody would write, made of good ones: bits flipped, cut, lines doubled and swapped, keys doubled, depth and
// numbers beyond all bounds, other encodings, compressed bombs. Whatever is read, the command ends with an error that
// is the file's, or takes the file; it never calls it a fault of its own, and never hangs.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { planFor } from '../../src/apply/apply-plan.ts';
import { writePlan } from '../../src/apply/change-plan-file.ts';
import { FACT_KINDS } from '../../src/model/fact-shape.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { serializeSnapshot } from '../../src/snapshot/serialize-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { captured, freshEngine, scriptOf } from '../apply/restored-server.ts';
import { smallServer } from '../apply/small-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { runHere } from '../cli/run-here.ts';
import { randomFrom } from '../read/fuzz-reader.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import type { RunningServer } from '../server/start.ts';
import { startServer } from '../server/start.ts';

/** What the fuzzer found: nothing, or the first file that was not told as such. */
export interface FileFuzz {
  readonly runs: number;
  readonly failure?: {
    readonly run: number;
    readonly what: string;
    readonly said: string;
    readonly file: Buffer;
  };
}

/** A kind of file: its name, a good one, and the commands that read it. */
interface Target {
  readonly name: string;
  readonly good: Buffer;
  /** It has digests, which a careful forger makes again. */
  readonly isSigned?: true;
  readonly commands: (path: string, good: Good) => readonly (readonly string[])[];
}

interface Good {
  readonly snapshot: string;
  readonly script: string;
  readonly out: string;
}

type Random = () => number;
type Damage = (bytes: Buffer, random: Random) => Buffer;

const at = (bytes: Buffer, random: Random) => Math.floor(random() * bytes.length);
const asText = (change: (text: string, random: Random) => string): Damage => {
  return (bytes, random) => Buffer.from(change(bytes.toString('utf8'), random));
};
const nested = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

/** Values that a property is given instead of its own. */
const VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e400',
  '9007199254740993',
  '1e308',
  '""',
  '"x"',
  '"\\u0000\\ud800"',
  '"__proto__"',
  '[]',
  '[null]',
  '["a",1]',
  '[[[]]]',
  '{}',
  '{"__proto__":{"a":1}}',
  '{"constructor":null,"toString":1}',
  nested(5000, '[', ']'),
  nested(5000, '{"a":', '').replace(/$/, `1${'}'.repeat(5000)}`),
  `"${'x'.repeat(100_000)}"`,
];

/** Ways to damage a file. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  'bits flipped': (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let count = 1 + random() * 3; count > 0; count--) {
      const place = at(copy, random);
      copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    return copy;
  },
  cut: (bytes, random) => bytes.subarray(0, at(bytes, random)),
  'a part left out': (bytes, random) => {
    const from = at(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random() * 40)]);
  },
  'a line twice': asText((text, random) => {
    const lines = text.split('\n');
    const line = pick(lines, random);
    lines.splice(Math.floor(random() * lines.length), 0, line);
    return lines.join('\n');
  }),
  'lines swapped': asText((text, random) => {
    const lines = text.split('\n');
    const [a, b] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  }),
  'a value replaced': asText((text, random) => {
    const places = [...text.matchAll(/:\s*("(?:[^"\\]|\\.)*"|[\w.-]+|\[|\{)/g)];
    if (places.length === 0) return text;
    const place = pick(places, random);
    const start = place.index + place[0].length - (place[1] ?? '').length;
    return text.slice(0, start) + pick(VALUES, random) + text.slice(start + (place[1] ?? '').length);
  }),
  'a key twice': asText((text, random) => {
    const places = [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*:/g)];
    if (places.length === 0) return text;
    const place = pick(places, random);
    return `${text.slice(0, place.index)}${place[0]}${pick(VALUES, random)},${text.slice(place.index)}`;
  }),
  'a key added': asText((text, random) => {
    const places = [...text.matchAll(/\{/g)];
    if (places.length === 0) return text;
    const after = pick(places, random).index + 1;
    const key = pick(['__proto__', 'constructor', 'toString', 'then', 'x', ''], random);
    return `${text.slice(0, after)}"${key}":${pick(VALUES, random)},${text.slice(after)}`;
  }),
  'a byte order mark': (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  'CR LF': asText((text) => text.replaceAll('\n', '\r\n')),
  'UTF-16': (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le'),
  'bytes that are no UTF-8': (bytes, random) => {
    const from = at(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), Buffer.of(0xff, 0xc3), bytes.subarray(from)]);
  },
  compressed: (bytes) => gzipSync(bytes),
  'compressed and damaged': (bytes, random) => {
    const packed = gzipSync(bytes);
    packed[10 + Math.floor(random() * (packed.length - 10))] = Math.floor(random() * 256);
    return packed;
  },
  'compressed twice': (bytes) => gzipSync(gzipSync(bytes)),
  'nothing but one byte': (_, random) => Buffer.alloc(random() * 100_000, Math.floor(random() * 256)),
  empty: () => Buffer.alloc(0),
  // No deeper than what a reader of scripts is slow on; how it keeps to its time has tests of its own.
  deep: (_, random) =>
    Buffer.from(nested(1 + Math.floor(random() * 3000), pick(['[', '{"a":', '<a>'], random), '')),
};

/** A damaged snapshot whose digests and counts fit again, so that what lies behind them is tried. */
function signedAgain(bytes: Buffer): Buffer {
  const [head = '', ...rest] = bytes.toString('utf8').split('\n');
  const facts = rest.filter((line) => line.startsWith('{"kind"')).map((line) => `${line}\n`);
  const counts: Record<string, number> = {};
  for (const line of facts) {
    const kind = /^\{"kind":"([\w-]+)"/.exec(line)?.[1] ?? '';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const ordered = FACT_KINDS.filter((kind) => kind in counts).map((kind) => [kind, counts[kind]]);
  const header = head
    .replace(/,"sha256":"[^"]*"\}$/, '}')
    .replace(/"counts":\{[^}]*\}/, `"counts":${JSON.stringify(Object.fromEntries(ordered))}`);
  const line = `${header.slice(0, -1)},"sha256":"${sha256(header)}"}`;
  return Buffer.from(
    `${line}\n${facts.join('')}${JSON.stringify({ facts: facts.length, sha256: sha256(facts.join('')) })}\n`,
  );
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Damages files and has the commands read them; stops at the first that is not told as a file's fault. */
export async function fuzzFiles(runs: number, seed: number): Promise<FileFuzz> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-fuzz-'));
  const server = await startServer({ engine: freshEngine(smallServer(), 'restored') });
  const before = process.env.REGRANT_PASSWORD;
  process.env.REGRANT_PASSWORD = FRESH_SA.password;
  try {
    const { targets, good } = await prepare(folder, server);
    const random = randomFrom(seed);
    for (let run = 0; run < runs; run++) {
      const target = pick(targets, random);
      const [name, damage] = pick(Object.entries(DAMAGES), random);
      const damaged = damage(target.good, random);
      const file = target.isSigned && random() < 0.7 ? signedAgain(damaged) : damaged;
      const path = join(folder, `hostile-${target.name}`);
      await writeFile(path, file);
      const args = pick(target.commands(path, good), random);
      const { code, text } = await runHere(args);
      if (!isFault(code, text)) continue;
      return {
        runs: run,
        failure: { run, what: `${target.name}, ${name}: ${args.join(' ')}`, said: text, file },
      };
    }
    return { runs };
  } finally {
    if (before === undefined) delete process.env.REGRANT_PASSWORD;
    else process.env.REGRANT_PASSWORD = before;
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function isFault(code: number, text: string): boolean {
  return ![0, 1, 2, 3].includes(code) || /fault of regrant|\binternal\b|\bat .*:\d+:\d+/.test(text);
}

const SMALL_CONFIG = {
  defaults: { authentication: { type: 'sql', user: 'u', passwordFrom: 'prompt' }, timeouts: { connect: 1 } },
  servers: [
    { server: 'localhost,1', name: 'one', selection: { databases: { include: ['a*'] } } },
    { connectionString: 'Server=localhost,1;Encrypt=Mandatory', caFile: 'a.pem' },
  ],
  profile: 'service-manager',
  out: 'dr',
};
const REGISTERED = `<?xml version="1.0"?>
<model xmlns="http://schemas.serviceml.org/smlif/2007/02"><xs:bufferSchema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<RegisteredServers:RegisteredServer xmlns:RegisteredServers="http://schemas.microsoft.com/sqlserver/RegisteredServers/2007/08">
<RegisteredServers:Name type="string">one</RegisteredServers:Name>
<RegisteredServers:ConnectionStringWithEncryptedPassword type="string">server=localhost,1;uid=u;trusted_connection=false
</RegisteredServers:ConnectionStringWithEncryptedPassword>
<RegisteredServers:ServerName type="string">localhost,1</RegisteredServers:ServerName>
<RegisteredServers:ServerType type="string">DatabaseEngine</RegisteredServers:ServerType>
</RegisteredServers:RegisteredServer></xs:bufferSchema></model>
`;

async function prepare(
  folder: string,
  running: RunningServer,
): Promise<{ targets: readonly Target[]; good: Good }> {
  const fixture = smallServer();
  const snapshot = await captured(new CatalogEngine(fixture));
  const good: Good = {
    snapshot: join(folder, 'good.regrant.ndjson'),
    script: join(folder, 'good.sql'),
    out: join(folder, 'out'),
  };
  await writeSnapshot(good.snapshot, snapshot);
  const script = (await scriptOf(snapshot)).text;
  await writeFile(good.script, script);
  const driver = engineDriver(freshEngine(fixture, 'restored'), FRESH_SA.login, FRESH_SA.password);
  const plan = join(folder, 'plan.json');
  await writePlan(plan, await planFor(driver, snapshot, { allowIncomplete: true }));
  const account = ['--user', FRESH_SA.login, '--ca-file', running.caFile];
  const server = ['--server', `localhost,${running.port}`, ...account];
  const nobody = ['--server', 'localhost,1', '--user', 'u'];
  const configuration = join(folder, 'regsrvr.json');
  await writeFile(configuration, JSON.stringify({ registeredServers: 'hostile-a.regsrvr' }));
  return {
    good,
    targets: [
      {
        name: 'a.regrant.ndjson',
        good: Buffer.from([...serializeSnapshot(snapshot)].join('')),
        isSigned: true,
        commands: (path, { snapshot: other, script: text, out }) => [
          ['diff', path, other],
          ['diff', other, path, '--json'],
          ['script', path, '--out', `${out}.sql`],
          ['prove', text, path],
          ['prove', text, other, '--from', path],
          ['drill', path, '--out', `${out}.md`],
          ['verify', path, ...server],
          ['apply', path, ...server],
        ],
      },
      { name: 'a.json', good: await readFile(plan), commands: (path) => [['apply', path, ...server]] },
      {
        name: 'config.json',
        good: Buffer.from(JSON.stringify(SMALL_CONFIG, undefined, 2)),
        commands: (path, { out }) => [
          ['capture', '--config', path, '--passwords', 'none', '--out', out],
          ['databases', '--config', path],
        ],
      },
      {
        name: 'profile.json',
        good: Buffer.from(JSON.stringify(SERVICE_MANAGER, undefined, 2)),
        commands: (path, { out }) => [
          ['databases', ...nobody, '--profile', path],
          ['capture', ...server, '--profile', path, '--out', out],
        ],
      },
      {
        name: 'a.regsrvr',
        good: Buffer.from(REGISTERED),
        commands: () => [['databases', '--config', configuration, '--timeout', '1']],
      },
      {
        name: 'a.sql',
        good: Buffer.from(script),
        commands: (path, { snapshot: other, out }) => [
          ['read', path, '--out', `${out}.regrant.ndjson`],
          ['prove', path, other],
          ['apply', path, ...server],
        ],
      },
    ],
  };
}
