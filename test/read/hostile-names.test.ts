import { readScript } from '../../src/read/read-script.ts';
import { assert, suite } from '../suite.ts';

/** Names that break careless readers. */
const NAMES = [
  'a]b',
  "it's",
  'line\r\nGO\r\nend',
  '$(x)',
  '-- no comment',
  '/* open',
  '*/ close',
  '😀 emoji',
  ' blanks ',
  'x'.repeat(128),
  '"quoted"',
  'GRANT',
  ']]]',
  "'; DROP LOGIN [sa]; --",
  'tab\there',
  '\u0000null',
  '\ud800lone',
  ':r file.sql',
  'ÄÖ\u00a0ß',
];

const bracket = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
const literal = (text: string): string => `N'${text.replaceAll("'", "''")}'`;

suite('read: hostile names', (test) => {
  for (const name of NAMES) {
    test(JSON.stringify(name), async () => {
      const n = bracket(name);
      const role = `${name.slice(0, 100)} role`;
      const statements = [
        `CREATE LOGIN ${n} WITH PASSWORD = 0x01 HASHED, SID = 0x02`,
        `CREATE USER ${n} FOR LOGIN ${n} WITH DEFAULT_SCHEMA = ${n}`,
        `ALTER ROLE ${bracket(role)} ADD MEMBER ${n}`,
        `GRANT SELECT ON OBJECT::${n}.${n} (${n}) TO ${n} WITH GRANT OPTION AS ${n}`,
      ];
      const dynamic = statements.map((statement) => `EXEC(${literal(statement)})`);
      const nested = statements.map(
        (statement) => `EXEC sp_executesql ${literal(`EXEC(${literal(statement)})`)}`,
      );
      for (const script of [statements, dynamic, nested].map((lines) => lines.join('\n'))) {
        const { snapshot } = await readScript(script);
        const user = snapshot.facts.find(({ kind }) => kind === 'user');
        const row = snapshot.facts.find((fact) => fact.kind === 'permission' && fact.permission === 'SELECT');
        const member = snapshot.facts.find(({ kind }) => kind === 'role-member');
        assert.equal(user, {
          kind: 'user',
          database: 'master',
          name,
          type: name.includes('\\') ? 'U' : 'S',
          authenticationType: 1,
          sid: '0x02',
          login: name,
          defaultSchema: name,
        });
        assert.equal(member, { kind: 'role-member', database: 'master', role, member: name });
        const on = { database: 'master', class: 'OBJECT', schema: name, name, column: name } as const;
        assert.equal(row, {
          kind: 'permission',
          ...on,
          permission: 'SELECT',
          grantee: name,
          grantor: name,
          state: 'W',
        });
      }
    });
  }
});
