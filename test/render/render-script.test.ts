// A script's outside: its bytes, its lines, its templates.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegrantError } from '../../src/model/errors.ts';
import type { Fact } from '../../src/model/fact.ts';
import { NEED_WORDS, type NeedCode } from '../../src/model/need.ts';
import { ACTIONS } from '../../src/plan/steps/action.ts';
import { STEP_TEMPLATES } from '../../src/render/precompiled.generated.ts';
import { selectFacts } from '../../src/select/select-facts.ts';
import { HOSTILE } from '../hostile-names.ts';
import { databaseFact } from '../model/database-fact.ts';
import { assert, suite } from '../suite.ts';
import { scriptOf } from './script-of.ts';

const hostileFacts = (name: string): Fact[] => [
  {
    kind: 'login',
    name,
    type: 'S',
    sid: '0x0105',
    isDisabled: true,
    passwordHash: '0x0200AA',
    defaultDatabase: name,
  },
  databaseFact(name, {
    owner: name,
    ownerSid: '0x0105',
    isTrustworthy: true,
    isBrokerEnabled: true,
    brokerId: 'x',
  }),
  {
    kind: 'user',
    database: name,
    name,
    type: 'S',
    authenticationType: 1,
    sid: '0x0105',
    login: name,
    defaultSchema: name,
  },
  { kind: 'role', database: name, name: `${name.slice(0, 120)}role`, owner: name },
  { kind: 'schema', database: name, name, owner: name },
  {
    kind: 'permission',
    database: name,
    class: 'OBJECT',
    schema: name,
    name,
    column: name,
    permission: 'SELECT',
    grantee: `${name.slice(0, 120)}role`,
    grantor: name,
    state: 'D',
  },
];

suite('script', (test) => {
  test('the same facts give the same bytes, whenever they were captured', async () => {
    const facts = hostileFacts('x');
    const first = await scriptOf(facts);
    assert.is(
      await scriptOf(facts, {}, { capturedAt: '2030-12-31T23:59:59.000Z', capturedBy: 'CONTOSO\\somebody' }),
      first,
    );
    assert.not.match(first, /2026-|2030-|CONTOSO/);
  });

  test('every action has a template, and every template of a statement an action', () => {
    const statements = Object.keys(STEP_TEMPLATES)
      .filter((name) => name.startsWith('statements/') && !name.endsWith('.guard'))
      .sort();
    const actions = Object.keys(ACTIONS).map((action) => `statements/${action}`);
    assert.equal(statements, actions.sort());
    for (const [action, row] of Object.entries(ACTIONS)) {
      assert.is(`statements/${action}.guard` in STEP_TEMPLATES, 'isGuarded' in row, action);
    }
  });

  test('no name can make a line, a batch separator, a command or a variable', async () => {
    const plain = await scriptOf(hostileFacts('plain'));
    const batches = (script: string) => script.split(/^[ \t]*GO[ \t]*\d*[ \t]*;?[ \t]*$/im).length;
    for (const name of HOSTILE) {
      const script = await scriptOf(hostileFacts(name));
      assert.is(batches(script), batches(plain), JSON.stringify(name));
      assert.not.ok(script.includes('$('), JSON.stringify(name));
      assert.not.match(script.replaceAll('\n', ''), /[\p{Cc}\p{Zl}\p{Zp}\u202e]/u);
      for (const line of script.split('\n')) assert.not.match(line, /^\s*(:|!!)/);
    }
  });

  test('statements are numbered from 1 without a gap, and the last number is the total', async () => {
    const script = await scriptOf(hostileFacts('x'));
    const numbers = [...script.matchAll(/^EXEC #regrant(?:_login|_secret|_access)? (\d+),/gm)].map(([, n]) =>
      Number(n),
    );
    assert.equal(
      numbers,
      numbers.map((_, at) => at + 1),
    );
    assert.match(script, new RegExp(`--   statements      ${numbers.length}, of`));
    assert.match(script, new RegExp(`^EXEC #regrant_end ${numbers.length};$`, 'm'));
  });

  test('a long section is split into batches', async () => {
    const facts = Array.from(
      { length: 1200 },
      (_, at): Fact => ({ kind: 'role', database: 'd', name: `r${at}`, owner: 'dbo' }),
    );
    const script = await scriptOf([...facts, ...hostileFacts('d').slice(1, 2)]);
    for (const batch of script.split(/^GO$/m)) assert.ok(batch.split('\nEXEC #regrant ').length <= 501);
    assert.is(script.match(/CREATE ROLE/g)?.length, 1200);
  });

  test("a user's template takes the place of the package's; a stray or broken one is refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'regrant-'));
    try {
      await writeFile(join(folder, 'section.hbs'), '-- MINE {{title}}\n');
      assert.match(await scriptOf(hostileFacts('x'), { templates: folder }), /-- MINE Logins/);
      const bad = (error: unknown) => error instanceof RegrantError && error.code === 'bad-template';
      for (const [file, text] of [
        ['sections.hbs', ''],
        ['header.hbs', '{{#if}}'],
        ['header.hbs', '{{nothing.there}}'],
      ] as const) {
        await writeFile(join(folder, file), text);
        const error = await scriptOf(hostileFacts('x'), { templates: folder }).catch(
          (found: unknown) => found,
        );
        assert.ok(bad(error), file);
        await rm(join(folder, file));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('every rename is listed in the head, once', async () => {
    const facts: readonly Fact[] = [
      { kind: 'login', name: 'OLD\\svc', type: 'U', sid: '0x0105', isDisabled: false },
      { kind: 'login', name: 'boss', type: 'S', sid: '0x0106', isDisabled: false, passwordHash: '0x0200' },
      { kind: 'role-member', role: 'sysadmin', member: 'OLD\\svc' },
    ];
    const mapping = { machines: { OLD: 'NEW' }, logins: { boss: 'chief' } };
    const script = await scriptOf(facts, { mapping });
    const head = script.slice(0, script.indexOf('preflight'));
    const listed = /-- Renamed for the server it is restored to:\n((?:-- {3}\* .*\n)+)/.exec(head)?.[1];
    assert.equal(listed?.trim().split('\n'), [
      '--   * OLD\\svc becomes NEW\\svc',
      '--   * boss becomes chief',
    ]);
    assert.not.match(await scriptOf(facts), 'Renamed');
    assert.not.match(script, 'written for');
    const moved = await scriptOf(facts, { mapping: { machines: { SMDB01: 'NEWDB01' } } });
    assert.match(
      moved,
      /^-- {3}captured from {3}SMDB01, .*\n-- {3}written for {5}NEWDB01\n-- {3}written by/m,
    );
  });

  test('what a filter left out is counted in the head, over all databases', async () => {
    const table = (database: string, name: string): Fact => ({
      kind: 'securable',
      database,
      class: 'OBJECT',
      schema: 'dbo',
      name,
      type: 'U',
    });
    const whole = [table('A', 'kept'), table('A', 'STG_a'), table('B', 'STG_b')];
    const { facts, exclusions } = selectFacts(whole, { objects: { exclude: [{ name: 'STG_*' }] } });
    const script = await scriptOf(facts, {}, { exclusions });
    assert.match(script, /-- Left out on purpose, .*\n-- {3}2 rows of objects that were not chosen\n/);
  });

  test('the head says what is not in it, how to run a part by hand, what runs for how long; Service Manager with its profile', async () => {
    const facts = hostileFacts('x');
    const plain = await scriptOf(facts);
    const head = plain.slice(0, plain.search(/^SET NOCOUNT ON/m));
    for (const told of [
      /^-- What is not in it\n-- {3}Databases, [\s\S]*?Windows accounts/m,
      /^-- One section, or one statement, by hand\n-- {3}In one window run all above the line "the sections"/m,
      /^-- {3}sqlcmd -S <server> -E -C -b /m,
      /^-- {5}-C trusts a certificate that the server made for itself/m,
      /^-- {3}It is \d+ statements in \d+ sections, and tells each section as it begins\. A statement takes/m,
    ])
      assert.match(head, told);
    const services = /System Center|Service Manager/;
    assert.not.match(head, services);
    const selection = { profile: { name: 'service-manager' } };
    assert.match(await scriptOf(facts, {}, { selection } as object), services);
  });

  test('the head names what the script needs and neither it nor a backup brings', async () => {
    const msdb = { database: 'msdb' } as const;
    const needed: readonly (readonly [Fact, NeedCode, string])[] = [
      [{ kind: 'endpoint', name: 'by hand', owner: 'sa' }, 'server-securable', 'ENDPOINT::[by hand]'],
      [
        { kind: 'securable', ...msdb, class: 'OBJECT', schema: 'dbo', name: 'own', owner: 'them', type: 'U' },
        'system-object',
        'msdb: OBJECT::[dbo].[own]',
      ],
      [
        { kind: 'login', name: 'signer', sid: '0x0106', type: 'C', isDisabled: false, certificate: 'proof' },
        'system-key',
        'master: CERTIFICATE::[proof]',
      ],
      [
        { kind: 'agent-proxy', ...msdb, name: 'p', isEnabled: true, credential: '##made##' },
        'feature-credential',
        'credential [##made##]',
      ],
      [
        { kind: 'mail-profile-user', ...msdb, profile: 'post', user: 'public', isDefault: false },
        'mail-profile',
        'msdb: Database Mail profile [post]',
      ],
      [
        { kind: 'agent-job', ...msdb, name: 'nightly', owner: 'sa', isEnabled: true },
        'agent-job',
        'msdb: Agent job [nightly]',
      ],
      [{ kind: 'credential', name: 'c', identity: 'i', provider: 'hsm' }, 'cryptographic-provider', '[hsm]'],
    ];
    const script = await scriptOf(needed.map(([fact]) => fact));
    const head = script.slice(0, script.search(/^SET NOCOUNT ON/m)).replaceAll(/\n--\s+/g, ' ');
    for (const [, code, name] of needed) {
      const at = head.indexOf(NEED_WORDS[code]);
      assert.ok(at >= 0, code);
      assert.is(
        head.slice(at + NEED_WORDS[code].length + 1).startsWith(name),
        true,
        head.slice(at, at + 300),
      );
    }
  });

  test('what was not captured is said in the head', async () => {
    const omissions = [
      { code: 'database-offline', database: 'D', fact: 'It is OFFLINE.', remedy: 'Bring it online.' },
    ];
    const script = await scriptOf([], { allowIncomplete: true }, { complete: false, omissions });
    assert.match(script, /-- INCOMPLETE\.[\s\S]*D: It is OFFLINE\./);
  });
});
