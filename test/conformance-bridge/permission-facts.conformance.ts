// The tool's `facts` on GRANT, DENY, REVOKE and ALTER AUTHORIZATION, against what a person reads in them.
import { assert } from '../suite.ts';
import { available, facts, type SecurablePart, type StatementFact } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

type Expected = Omit<StatementFact, 'guards' | 'line' | 'path'>;

const grant = { verb: 'GRANT', withGrantOption: false };
const deny = { verb: 'DENY', cascade: false };
const revoke = { verb: 'REVOKE', grantOptionFor: false, cascade: false };
const one = (name: string) => [{ name }];
const object: SecurablePart = { class: 'OBJECT', name: ['dbo', 't'] };

const TABLE: readonly (readonly [statement: string, expected: Expected])[] = [
  ['GRANT CONNECT TO [u]', { ...grant, permissions: one('CONNECT'), principals: ['u'] }],
  [
    'GRANT VIEW ANY DEFINITION, ALTER ANY LOGIN TO [a], b, public, [public]',
    {
      ...grant,
      permissions: [{ name: 'VIEW ANY DEFINITION' }, { name: 'ALTER ANY LOGIN' }],
      principals: ['a', 'b', 'public', 'public'],
    },
  ],
  [
    'GRANT SELECT ON OBJECT::[dbo].[t] TO [u] WITH GRANT OPTION AS [dbo]',
    {
      ...grant,
      permissions: one('SELECT'),
      securable: object,
      principals: ['u'],
      withGrantOption: true,
      grantor: 'dbo',
    },
  ],
  [
    'GRANT SELECT ON dbo.t TO u',
    { ...grant, permissions: one('SELECT'), securable: { name: ['dbo', 't'] }, principals: ['u'] },
  ],
  [
    'GRANT SELECT ON OBJECT::[dbo].[t] ([a], [b]) TO [u]',
    {
      ...grant,
      permissions: one('SELECT'),
      securable: { ...object, columns: ['a', 'b'] },
      principals: ['u'],
    },
  ],
  [
    'GRANT SELECT ([a], [b]), UPDATE ([c]) ON OBJECT::[dbo].[t] TO [u]',
    {
      ...grant,
      permissions: [
        { name: 'SELECT', columns: ['a', 'b'] },
        { name: 'UPDATE', columns: ['c'] },
      ],
      securable: object,
      principals: ['u'],
    },
  ],
  ['GRANT ALL TO [u]', { ...grant, permissions: one('ALL'), principals: ['u'] }],
  ['DENY CONNECT SQL TO [l]', { ...deny, permissions: one('CONNECT SQL'), principals: ['l'] }],
  [
    'DENY SELECT ON OBJECT::[dbo].[t] ([a]) TO [u] CASCADE AS [o]',
    {
      ...deny,
      permissions: one('SELECT'),
      securable: { ...object, columns: ['a'] },
      principals: ['u'],
      cascade: true,
      grantor: 'o',
    },
  ],
  ['REVOKE CONNECT FROM [guest]', { ...revoke, permissions: one('CONNECT'), principals: ['guest'] }],
  ['REVOKE CONNECT TO [guest]', { ...revoke, permissions: one('CONNECT'), principals: ['guest'] }],
  [
    'REVOKE GRANT OPTION FOR SELECT ON OBJECT::[dbo].[t] FROM [u] CASCADE AS [g]',
    {
      ...revoke,
      permissions: one('SELECT'),
      securable: object,
      principals: ['u'],
      grantOptionFor: true,
      cascade: true,
      grantor: 'g',
    },
  ],
  [
    'REVOKE UPDATE ON OBJECT::[dbo].[t] ([c]) FROM [u]',
    {
      ...revoke,
      permissions: one('UPDATE'),
      securable: { ...object, columns: ['c'] },
      principals: ['u'],
    },
  ],
  [
    'ALTER AUTHORIZATION ON OBJECT::[dbo].[t] TO [o]',
    { verb: 'ALTER AUTHORIZATION', securable: object, owner: 'o' },
  ],
  [
    'ALTER AUTHORIZATION ON OBJECT::[dbo].[t] TO SCHEMA OWNER',
    { verb: 'ALTER AUTHORIZATION', securable: object, options: { 'SCHEMA OWNER': 'ON' } },
  ],
  [
    'ALTER AUTHORIZATION ON DATABASE::[d] TO [sa]',
    { verb: 'ALTER AUTHORIZATION', securable: { class: 'DATABASE', name: ['d'] }, owner: 'sa' },
  ],
];

/** Every securable class that the grammar knows, with the parts of a name of that class. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  'APPLICATION ROLE': ['n'],
  ASSEMBLY: ['n'],
  'ASYMMETRIC KEY': ['n'],
  'AVAILABILITY GROUP': ['n'],
  CERTIFICATE: ['n'],
  CONTRACT: ['n'],
  DATABASE: ['n'],
  ENDPOINT: ['n'],
  'EXTERNAL MODEL': ['n'],
  'FULLTEXT CATALOG': ['n'],
  'FULLTEXT STOPLIST': ['n'],
  LOGIN: ['n'],
  'MESSAGE TYPE': ['n'],
  OBJECT: ['s', 'n'],
  'REMOTE SERVICE BINDING': ['n'],
  ROLE: ['n'],
  ROUTE: ['n'],
  SCHEMA: ['n'],
  'SEARCH PROPERTY LIST': ['n'],
  SERVER: ['n'],
  'SERVER ROLE': ['n'],
  SERVICE: ['n'],
  'SYMMETRIC KEY': ['n'],
  TYPE: ['s', 'n'],
  USER: ['n'],
  'XML SCHEMA COLLECTION': ['s', 'n'],
};

const written = (parts: readonly string[]) => parts.map((part) => `[${part}]`).join('.');
const classRows = Object.entries(CLASSES);

const read = available()
  ? {
      table: await facts(TABLE.map(([text]) => ({ id: text, text }))),
      classes: await facts(
        classRows.map(([word, parts]) => ({
          id: word,
          text: `GRANT CONTROL ON ${word}::${written(parts)} TO [p];\nALTER AUTHORIZATION ON ${word}::${written(parts)} TO [p]`,
        })),
      ),
    }
  : undefined;

conformanceSuite('permission facts', (test) => {
  for (const [i, [statement, expected]] of TABLE.entries()) {
    test(statement, () => {
      const answer = read?.table[i];
      assert.equal(answer?.errors, []);
      assert.equal(answer?.facts, [{ ...expected, guards: [], line: 1, path: [] }]);
    });
  }

  for (const [i, [word, name]] of classRows.entries()) {
    test(`knows ${word}`, () => {
      const answer = read?.classes[i];
      assert.equal(answer?.errors, []);
      assert.equal(
        answer?.facts.map((fact) => fact.securable),
        [
          { class: word, name },
          { class: word, name },
        ],
      );
    });
  }
});
