// The demo's scripts say what their snapshots hold, no more and no less, by the word of an independent reader.
// Permissions and memberships are compared as a whole; principals and schemas by their names, owners and secrets.
import type { Fact, LoginFact, PermissionFact, UserFact } from '../../src/model/fact.ts';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { isShipped } from '../properties/shipped.ts';
import { assert } from '../suite.ts';
import { available, type FactsAnswer, facts, type StatementFact } from './conformance.ts';
import { demoFiles, NO_DEMO } from './demo-files.ts';
import { conformanceSuite } from './gate.ts';

const SA = '0x01';
const SOURCES = { S: 'PASSWORD', U: 'WINDOWS', G: 'WINDOWS', C: 'CERTIFICATE', K: 'ASYMMETRIC KEY' } as const;

/** What a server gives a new login, user or public, and a hardened one has taken away. */
const GIVEN_BY_DEFAULT: ReadonlySet<string> = new Set(['CONNECT', 'CONNECT SQL', 'VIEW ANY DATABASE']);

const demo = demoFiles();
if (demo.length === 0) console.log(NO_DEMO);

const read = available()
  ? await Promise.all(demo.map(async ({ snapshot }) => (await readSnapshot(snapshot)).facts))
  : [];
const answers = available()
  ? await facts(demo.map(({ server, script }) => ({ id: server, path: script, plainSplit: true })))
  : [];

const line = (...parts: readonly unknown[]) => JSON.stringify(parts);

/** What is in one list and not, or not as often, in the other; a minus for what only the first has. */
function differences(expected: readonly string[], found: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of expected) counts.set(text, (counts.get(text) ?? 0) - 1);
  for (const text of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([text, count]) => `${count < 0 ? '-' : '+'} ${text}`);
}

/** What a snapshot says must be granted, denied, or made a member. */
function demanded(fact: Fact): readonly string[] {
  if (fact.kind === 'role-member') return [line(fact.database, 'member', fact.role, fact.member)];
  if (fact.kind !== 'permission' || isConnectOfSa(fact)) return [];
  const { database, state, permission, column, grantee, class: on, schema, name } = fact;
  const parts =
    on === 'SERVER' || on === 'DATABASE' ? [] : [on, ...(schema === undefined ? [] : [schema]), name];
  return [line(database, state, permission, parts, column, grantee)];
}

/** sa has CONNECT SQL on every server; it is not granted again. */
const isConnectOfSa = ({ database, permission, grantee, grantor }: PermissionFact) =>
  database === undefined && permission === 'CONNECT SQL' && grantee === grantor;

/** The same of a statement; what takes a default away restores the absence of a fact. */
function done(statement: StatementFact): readonly string[] {
  const {
    database,
    verb,
    name,
    member,
    securable,
    permissions = [],
    principals = [],
    withGrantOption,
  } = statement;
  if (verb.endsWith('ROLE ADD MEMBER')) return [line(database, 'member', name, member)];
  if (verb === 'REVOKE' && permissions.every((permission) => GIVEN_BY_DEFAULT.has(permission.name)))
    return [];
  if (!['GRANT', 'DENY', 'REVOKE'].includes(verb)) return [];
  const state = withGrantOption ? 'W' : verb.slice(0, 1);
  const parts = securable === undefined ? [] : [securable.class, ...securable.name];
  return permissions.flatMap((permission) =>
    principals.map((grantee) =>
      line(database, state, permission.name, parts, securable?.columns?.join(), grantee),
    ),
  );
}

/** What a new server, or a database that comes from its backup, has of itself. */
function isGivenAnyway(fact: Fact, sa: string | undefined): boolean {
  const isOfSa = fact.kind === 'role-member' && fact.database === undefined && fact.role === 'sysadmin';
  return isShipped(fact) || (isOfSa && fact.member === sa);
}

/** Statements about neither principals nor rights, by the parser's own names. */
const BESIDE_RIGHTS: ReadonlySet<string> = new Set([
  'AlterDatabaseAuditSpecificationStatement',
  'AlterEndpointStatement',
  'AlterServerAuditSpecificationStatement',
  'AlterServerAuditStatement',
  'CreateDatabaseAuditSpecificationStatement',
  'CreateEndpointStatement',
  'CreateServerAuditSpecificationStatement',
  'CreateServerAuditStatement',
  'CreateTriggerStatement',
  'EnableDisableTriggerStatement',
]);

const isKind =
  <K extends Fact['kind']>(kind: K) =>
  (fact: Fact): fact is Extract<Fact, { kind: K }> =>
    fact.kind === kind;
const all = (answer: FactsAnswer | undefined, verb: string) =>
  answer?.facts.filter((fact) => fact.verb === verb) ?? [];

function loginLine({ name, type, sid, passwordHash, certificate, asymmetricKey }: LoginFact): string {
  const source = type in SOURCES ? SOURCES[type as keyof typeof SOURCES] : 'EXTERNAL PROVIDER';
  const secret = type === 'S' ? [sid, passwordHash] : [];
  return line(name, source, certificate ?? asymmetricKey, ...secret);
}

function createdLogin({ name, source, sourceName, options }: StatementFact): string {
  const secret = source === 'PASSWORD' ? [options?.SID, options?.PASSWORD] : [];
  return line(name, source, sourceName, ...secret);
}

/** A user that lost its login is not made anew: the script reports it. */
const isOrphan = (user: UserFact) => user.authenticationType === 1 && user.login === undefined;

conformanceSuite('facts of the demo', (test) => {
  test('there is an answer for each server', () => assert.is(answers.length, demo.length));

  for (const [i, { server }] of demo.entries()) {
    const snapshot = read[i] ?? [];
    const answer = answers[i];

    test(`${server}: everything was understood`, () => {
      assert.equal(answer?.errors, []);
      assert.equal(
        all(answer, 'OTHER').filter(({ name = '' }) => !BESIDE_RIGHTS.has(name)),
        [],
      );
    });

    test(`${server}: the same permissions and members`, () => {
      const sa = snapshot.filter(isKind('login')).find(({ sid }) => sid === SA)?.name;
      const expected = snapshot.filter((fact) => !isGivenAnyway(fact, sa)).flatMap(demanded);
      assert.ok(expected.length > 50);
      assert.equal(differences(expected, answer?.facts.flatMap(done) ?? []), []);
    });

    test(`${server}: the same logins, with their SIDs and hashes`, () => {
      const expected = snapshot.filter(isKind('login')).filter(({ sid }) => sid !== SA);
      assert.equal(all(answer, 'CREATE LOGIN').map(createdLogin).sort(), expected.map(loginLine).sort());
    });

    test(`${server}: the same users`, () => {
      const expected = snapshot.filter(isKind('user')).filter((user) => !isOrphan(user));
      const created = all(answer, 'CREATE USER');
      assert.equal(
        created.map(({ database, name, options }) => line(database, name, options?.DEFAULT_SCHEMA)).sort(),
        expected.map(({ database, name, defaultSchema }) => line(database, name, defaultSchema)).sort(),
      );
    });

    test(`${server}: the same roles and schemas`, () => {
      for (const [kind, verb] of [
        ['role', 'CREATE ROLE'],
        ['server-role', 'CREATE SERVER ROLE'],
        ['application-role', 'CREATE APPLICATION ROLE'],
        ['schema', 'CREATE SCHEMA'],
      ] as const) {
        const expected = snapshot
          .filter(isKind(kind))
          .map((fact) => line('database' in fact ? fact.database : undefined, fact.name));
        assert.equal(
          all(answer, verb)
            .map(({ database, name }) => line(database, name))
            .sort(),
          expected.sort(),
          verb,
        );
      }
    });

    test(`${server}: no name of the guide's staging objects`, () => {
      assert.not(answer?.facts.some((fact) => fact.securable?.name.some((part) => part.startsWith('STG_'))));
    });
  }
});
