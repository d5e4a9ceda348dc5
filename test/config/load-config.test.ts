// Configurations: what is read, all problems at once with their places, and no secret anywhere.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '../../src/config/config.ts';
import { CONFIG_SCHEMA } from '../../src/config/config-schema.ts';
import { loadConfig, parseConfig } from '../../src/config/load-config.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';

const FILE = resolve('conf', 'regrant.config.json');

function read(value: unknown): Promise<Config> {
  return parseConfig(JSON.stringify(value, null, 2), FILE);
}

async function problemsOf(text: string): Promise<RegrantError> {
  const error = await parseConfig(text, FILE).then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  assert.instance(error, RegrantError, String(error));
  return error as RegrantError;
}

suite('load config', (test) => {
  test('reads a whole file, defaults below the servers’ own settings', async () => {
    const config = await read({
      $schema: './node_modules/regrant/dist/schemas/config.schema.json',
      defaults: {
        authentication: { type: 'sql', user: 'regrant', passwordFrom: { env: 'DR_PASSWORD' } },
        caFile: 'ca.pem',
        timeouts: { connect: 10, query: 600, server: 3600 },
        selection: { databases: { exclude: ['tempdb'] } },
      },
      servers: [
        { server: 'SMDB01\\SCSM' },
        {
          name: 'warehouse',
          server: 'DWDB01,1500',
          authentication: { type: 'ntlm', domain: 'CONTOSO', user: 'svc' },
          encrypt: 'strict',
          readOnlyIntent: true,
          timeouts: { query: 1.5 },
        },
        { connectionString: 'Server=RSDB01;UID=reporter;TrustServerCertificate=true;Command Timeout=60' },
      ],
      profile: 'service-manager',
      out: 'dr',
    });
    const caFile = resolve('conf', 'ca.pem');
    const selection = { databases: { exclude: ['tempdb'] } };
    assert.equal(config, {
      servers: [
        {
          name: 'SMDB01\\SCSM',
          address: { host: 'SMDB01', instance: 'SCSM' },
          login: { type: 'sql', user: 'regrant' },
          passwordFrom: { env: 'DR_PASSWORD' },
          caFile,
          connectTimeoutMs: 10_000,
          queryTimeoutMs: 600_000,
          serverTimeoutMs: 3_600_000,
          selection,
          remarks: [],
        },
        {
          name: 'warehouse',
          address: { host: 'DWDB01', port: 1500 },
          login: { type: 'ntlm', domain: 'CONTOSO', user: 'svc' },
          encryption: 'strict',
          readOnlyIntent: true,
          caFile,
          connectTimeoutMs: 10_000,
          queryTimeoutMs: 1500,
          serverTimeoutMs: 3_600_000,
          selection,
          remarks: [],
        },
        {
          name: 'RSDB01',
          address: { host: 'RSDB01' },
          login: { type: 'sql', user: 'reporter' },
          hasPassword: false,
          trustServerCertificate: true,
          caFile,
          connectTimeoutMs: 10_000,
          queryTimeoutMs: 60_000,
          serverTimeoutMs: 3_600_000,
          selection,
          remarks: [],
        },
      ],
      profile: 'service-manager',
      out: resolve('conf', 'dr'),
      remarks: [],
    });
  });

  test('lets a default login take the place of Windows sign-on', async () => {
    const config = await read({
      defaults: { authentication: { type: 'entra' } },
      servers: [{ connectionString: 'Server=a;Integrated Security=SSPI' }],
    });
    assert.equal(config.servers[0]?.login, { type: 'entra' });
  });

  test('takes a profile that is a file from its folder', async () => {
    const config = await read({ servers: [{ server: 'a' }], profile: 'profiles/mine.json' });
    assert.is(config.profile, resolve('conf', 'profiles', 'mine.json'));
  });

  test('reports every problem at once, with path, line and column', async () => {
    const error = await problemsOf(`{
  "colour": "red",
  "defaults": { "encrypt": "maybe", "timeouts": { "query": 0 } },
  "servers": [
    { "server": "SMDB01:1433" },
    { "server": "a", "connectionString": "Server=b" },
    { "name": "c" },
    { "server": "d", "authentication": { "type": "ntlm", "user": "u" } },
    { "server": "e", "authentication": { "type": "sql", "user": "u", "password": "hunter2" } },
    { "connectionString": "Server=f;UID=u;PWD=hunter2" },
    { "server": "g", "packetSize": 7, "packetSize": 4096 }
  ]
}`);
    assert.is(error.code, 'bad-config');
    for (const part of [
      `${FILE} has 10 problems`,
      '/colour (line 2, column 3) is not a setting',
      '/defaults/encrypt (line 3, column 17) must be one of mandatory, strict, plain',
      '/defaults/timeouts/query (line 3, column 51) must be > 0',
      '/servers/0/server (line 5, column 7) is not right',
      '/servers/1 (line 6, column 5) needs either “server” or “connectionString”',
      '/servers/2 (line 7, column 5) needs either “server” or “connectionString”',
      '/servers/3/authentication (line 8, column 22) needs “user” for sql, “domain” and “user” for ntlm',
      '/servers/4/authentication/password (line 9, column 70) has no place in the file',
      '/servers/5/connectionString (line 10, column 7) holds a password',
      '/servers/6/packetSize (line 11, column 39) is given twice',
    ]) {
      assert.ok(error.fact.includes(part), `${part}\nis not in\n${error.fact.replaceAll('; ', '\n')}`);
    }
    assert.not.match(error.message, 'hunter2');
    assert.not.match(error.fact, /\.[;.]/, 'a sentence within a sentence has one full stop');
  });

  test('tells where the text is no JSON, without quoting it', async () => {
    for (const [text, place] of [
      ['{\n "servers": [\n  { "server": "a" }\n  { "password": "hunter2" }\n]}', 'line 4, column 3'],
      ['', 'line 1, column 1'],
      ['{"a":1} x', 'line 1, column 9'],
      ['{"server": "SMDB01\\SCSM"}', 'line 1, column 12'],
      ["{'a': 1}", 'line 1, column 2'],
      ['{"a": tru}', 'line 1, column 7'],
      ['{"a": "x\ty"}', 'line 1, column 7'],
      ['[1,\n2,]', 'line 2, column 3'],
      ['// note\n{}', 'line 1, column 1'],
      ['['.repeat(200_000), 'line 1, column 65'],
      ['{"a":'.repeat(200_000), 'line 1, column 321'],
    ] as const) {
      const error = await problemsOf(text);
      assert.is(error.code, 'bad-config');
      assert.match(error.fact, place);
      assert.not.match(error.message, 'hunter2');
      assert.is(error.cause, undefined);
    }
  });

  test('refuses what is no configuration at all', async () => {
    for (const text of ['null', '[]', '7', '{}', '{"servers":[]}', '{"servers":7}', '{"servers":[7,null]}']) {
      assert.is((await problemsOf(text)).code, 'bad-config');
    }
  });

  test('refuses two servers of one name', async () => {
    const error = await problemsOf('{"servers":[{"server":"a"},{"name":"a","server":"b"}]}');
    assert.match(error.fact, '/servers/1');
    assert.match(error.fact, 'a second time');
  });

  test('reads files with a byte order mark, UTF-16 too, and tells a missing one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'regrant-'));
    try {
      const text = '\uFEFF{"servers":[{"server":"ümläut"}]}';
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const path = join(folder, `${encoding}.json`);
        await writeFile(path, text, encoding);
        assert.is((await loadConfig(path)).servers[0]?.name, 'ümläut');
      }
      const error = await loadConfig(join(folder, 'none.json')).catch((reason: unknown) => reason);
      assert.is((error as RegrantError).code, 'file-failed');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('publishes a schema that knows no password', () => {
    assert.not.match(JSON.stringify(Object.keys(CONFIG_SCHEMA.properties)), 'assword');
    assert.is(CONFIG_SCHEMA.$schema, 'http://json-schema.org/draft-07/schema#');
  });
});
