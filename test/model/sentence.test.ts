// Every fact as one sentence: what each kind says, and that no secret is ever in it.
import fc from 'fast-check';
import type { Fact, FactKind, FactOf } from '../../src/model/fact.ts';
import { FACT_KINDS, propertiesOf } from '../../src/model/fact-shape.ts';
import { withoutSecrets } from '../../src/model/secret.ts';
import { placedSentence, sentenceOf, subjectOf } from '../../src/model/words/sentence.ts';
import { counted } from '../../src/model/words/shown.ts';
import { anyFact, factOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';

const login = (parts: object): Fact =>
  ({ kind: 'login', name: 'x', type: 'S', sid: '0x01', isDisabled: false, ...parts }) as unknown as Fact;
const user = (parts: object): Fact =>
  ({ kind: 'user', database: 'd', name: 'u', type: 'S', authenticationType: 1, ...parts }) as unknown as Fact;
const grant = (parts: object): Fact =>
  ({
    kind: 'permission',
    database: 'd',
    class: 'OBJECT',
    schema: 's',
    name: 't',
    permission: 'SELECT',
    grantee: 'u',
    grantor: 'dbo',
    state: 'G',
    ...parts,
  }) as unknown as Fact;

const SENTENCES: readonly (readonly [string, Fact])[] = [
  ['CREATE LOGIN [x] WITH PASSWORD = ***', login({ passwordHash: '0x02000102' })],
  ['CREATE LOGIN [x] FROM WINDOWS -- a group, disabled', login({ type: 'G', isDisabled: true })],
  ['CREATE LOGIN [x] FROM EXTERNAL PROVIDER', login({ type: 'E' })],
  ['CREATE LOGIN [x] FROM CERTIFICATE [c]', login({ type: 'C', certificate: 'c' })],
  ['CREATE USER [u] FOR LOGIN [l]', user({ login: 'l' })],
  ['CREATE USER [u] -- its login is not there', user({})],
  ['CREATE USER [u] WITHOUT LOGIN', user({ authenticationType: 0 })],
  ['CREATE USER [u] WITH PASSWORD = ***', user({ authenticationType: 2 })],
  ['CREATE USER [u] FROM ASYMMETRIC KEY [k]', user({ type: 'K', asymmetricKey: 'k', authenticationType: 0 })],
  ['ALTER ROLE [r] ADD MEMBER [m]', { kind: 'role-member', database: 'd', role: 'r', member: 'm' }],
  ['ALTER SERVER ROLE [r] ADD MEMBER [m]', { kind: 'role-member', role: 'r', member: 'm' }],
  ['GRANT SELECT ON OBJECT::[s].[t] ([c]) TO [u] WITH GRANT OPTION', grant({ column: 'c', state: 'W' })],
  ['DENY SELECT ON OBJECT::[s].[t] TO [u] AS [o]', grant({ grantor: 'o', state: 'D' })],
  ['REVOKE SELECT ON OBJECT::[s].[t] ([c]) FROM [u]', grant({ column: 'c', state: 'R' })],
];

suite('sentences', (test) => {
  test('a fact is the statement that makes it', () => {
    for (const [sentence, fact] of SENTENCES) assert.is(sentenceOf(fact), sentence);
    assert.match(placedSentence(grant({})), /TO \[u\] {2}\(\[d\]\)$/);
    assert.match(placedSentence(login({})), / {2}\(server\)$/);
  });

  test('no secret is in a sentence or a subject, whatever its kind', () => {
    const secrets = (kind: FactKind) =>
      propertiesOf(kind).flatMap(([property, { secret }]) => (secret === undefined ? [] : [property]));
    assert.ok(FACT_KINDS.some((kind) => secrets(kind).length > 0));
    for (const kind of FACT_KINDS) {
      fc.assert(
        fc.property(factOf(kind), (fact) => {
          const marked = { ...fact, ...Object.fromEntries(secrets(kind).map((name) => [name, '0x5EC2E7'])) };
          const said = `${sentenceOf(marked)} ${subjectOf(marked)} ${JSON.stringify(withoutSecrets(marked))}`;
          assert.not(said.includes('5EC2E7'), said);
        }),
        { numRuns: 50 },
      );
    }
  });

  test('a subject stays on its line, and tells facts apart', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        assert.not(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(subjectOf(fact)));
      }),
    );
    const one = { kind: 'schema', database: 'd', name: 'a', owner: 'o' } as FactOf<'schema'>;
    assert.not.equal(subjectOf(one), subjectOf({ ...one, name: 'b' }));
  });

  test('counts take one plural', () => {
    assert.equal(
      [counted(0, 'difference'), counted(1, 'difference'), counted(2, 'copy', 'copies')],
      ['no differences', '1 difference', '2 copies'],
    );
  });
});
