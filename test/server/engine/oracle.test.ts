// The evaluator against an evaluator that is not ours: random queries over integer tables give the same rows in SQLite.
// Where both agree on the meaning (three-valued logic, joins, subqueries, grouping), they must agree on the answer.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { assert, suite } from '../../suite.ts';
import type { Value } from '../contract.ts';
import { logIn, rows } from './ask.ts';
import type { TableRows } from './engine-from-tables.ts';
import { engineFromTables } from './engine-from-tables.ts';

interface Sqlite {
  run(sql: string): void;
  exec(sql: string): { readonly values: readonly (readonly Value[])[] }[];
  close(): void;
}

const load = createRequire(import.meta.url)('sql.js') as () => Promise<{
  readonly Database: new () => Sqlite;
}>;
const { Database } = await load();

/** Views of nothing but integers, which may hold any rows. */
const TABLES = {
  'sys.linked_logins': ['server_id', 'local_principal_id'],
  'sys.service_contract_message_usages': ['service_contract_id', 'message_type_id'],
  'sys.type_assembly_usages': ['user_type_id', 'assembly_id'],
} as const;
type Name = keyof typeof TABLES;
const NAMES = Object.keys(TABLES) as Name[];

const cell = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(null));
const contents = fc.record(
  Object.fromEntries(
    NAMES.map((name) => [name, fc.array(fc.tuple(cell, cell), { maxLength: 7 })]),
  ) as unknown as Record<Name, fc.Arbitrary<(readonly [number | null, number | null])[]>>,
);

/** A query block over one or more aliased sources, as SQL that both engines read the same way. */
const column = (aliases: readonly (readonly [string, Name])[]) =>
  fc
    .constantFrom(...aliases)
    .chain(([alias, name]) => fc.constantFrom(...TABLES[name]).map((of) => `${alias}.${of}`));

function operand(aliases: readonly (readonly [string, Name])[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: column(aliases) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 4 }).map(String) },
    { weight: 1, arbitrary: fc.tuple(column(aliases), column(aliases)).map(([a, b]) => `(${a} + ${b})`) },
    {
      weight: 1,
      arbitrary: fc.tuple(column(aliases), column(aliases)).map(([a, b]) => `COALESCE(${a}, ${b}, 9)`),
    },
  );
}

function predicate(aliases: readonly (readonly [string, Name])[], depth: number): fc.Arbitrary<string> {
  const value = operand(aliases);
  const simple = fc.oneof(
    fc.tuple(value, fc.constantFrom('=', '<>', '<', '>=', '='), value).map((parts) => parts.join(' ')),
    fc.tuple(value, fc.constantFrom('IS NULL', 'IS NOT NULL')).map((parts) => parts.join(' ')),
    fc
      .tuple(value, fc.constantFrom('IN', 'NOT IN'), fc.constantFrom('(1, 2)', '(0, NULL)'))
      .map((parts) => parts.join(' ')),
    fc.tuple(value, value, value).map(([a, b, c]) => `${a} BETWEEN ${b} AND ${c}`),
  );
  if (depth === 0) return simple;
  const inner = predicate(aliases, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: simple },
    {
      weight: 2,
      arbitrary: fc.tuple(inner, fc.constantFrom('AND', 'OR'), inner).map((parts) => `(${parts.join(' ')})`),
    },
    { weight: 1, arbitrary: inner.map((one) => `NOT (${one})`) },
    { weight: 2, arbitrary: subquery(aliases, depth - 1) },
  );
}

function subquery(aliases: readonly (readonly [string, Name])[], depth: number): fc.Arbitrary<string> {
  return fc.constantFrom(...NAMES).chain((name) => {
    const alias = `s${aliases.length}`;
    const inside = [...aliases, [alias, name] as const];
    const body = predicate(inside, depth).map((where) => `FROM ${name} ${alias} WHERE ${where}`);
    const one = fc.constantFrom(...TABLES[name]).map((of) => `${alias}.${of}`);
    return fc.oneof(
      fc
        .tuple(fc.constantFrom('EXISTS', 'NOT EXISTS'), body)
        .map(([word, from]) => `${word} (SELECT 1 ${from})`),
      fc
        .tuple(operand(aliases), fc.constantFrom('IN', 'NOT IN'), one, body)
        .map(([a, word, of, from]) => `${a} ${word} (SELECT ${of} ${from})`),
      fc.tuple(operand(aliases), body).map(([a, from]) => `${a} > (SELECT COUNT(*) ${from})`),
    );
  });
}

const query = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }).chain((names) => {
  const aliases = names.map((name, index) => [`t${index}`, name] as const);
  const joins = aliases.slice(1).map(([alias, name], index) => {
    const known = aliases.slice(0, index + 2);
    return fc
      .tuple(
        fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN'),
        column(aliases.slice(0, index + 1)),
        column([[alias, name]]),
        predicate(known, 1),
        fc.boolean(),
      )
      .map(
        ([kind, a, b, more, both]) => `${kind} ${name} ${alias} ON ${a} = ${b}${both ? ` AND ${more}` : ''}`,
      );
  });
  const columns = aliases.flatMap(([alias, name]) => TABLES[name].map((of) => `${alias}.${of}`));
  return fc
    .tuple(fc.tuple(...joins), predicate(aliases, 2), fc.constantFrom('plain', 'group', 'distinct'))
    .map(([join, where, shape]) => {
      const from = `FROM ${names[0]} t0 ${join.join(' ')} WHERE ${where}`;
      const first = columns[0] ?? '';
      if (shape === 'group')
        return `SELECT ${first}, COUNT(*), COUNT(${columns.at(-1)}), MAX(${columns.at(-1)}) ${from} GROUP BY ${first}`;
      return `SELECT ${shape === 'distinct' ? 'DISTINCT ' : ''}${columns.join(', ')} ${from}`;
    });
});

const canonical = (found: readonly (readonly Value[])[]): string[] =>
  found.map((row) => JSON.stringify(row)).sort();

suite('the evaluator against SQLite', (test) => {
  test('random queries give the same rows', () => {
    fc.assert(
      fc.property(contents, fc.array(query, { minLength: 4, maxLength: 4 }), (tables, queries) => {
        const mine = logIn(engineFromTables(split(tables)), { database: 'D' });
        const theirs = sqlite(tables);
        try {
          for (const sql of queries) {
            assert.equal(canonical(rows(mine, sql)), canonical(theirs.exec(sql)[0]?.values ?? []), sql);
          }
        } finally {
          theirs.close();
        }
      }),
      { numRuns: 250 },
    );
  });
});

type Contents = Readonly<Record<Name, readonly (readonly [number | null, number | null])[]>>;

function split(tables: Contents) {
  const records = (name: Name): TableRows => ({
    [name]: tables[name].map(([a, b]) => ({ [TABLES[name][0]]: a, [TABLES[name][1]]: b })),
  });
  return {
    server: records('sys.linked_logins'),
    databases: {
      D: { ...records('sys.service_contract_message_usages'), ...records('sys.type_assembly_usages') },
    },
  };
}

function sqlite(tables: Contents): Sqlite {
  const database = new Database();
  database.run("ATTACH ':memory:' AS sys");
  for (const name of NAMES) {
    database.run(`CREATE TABLE ${name} (${TABLES[name].map((of) => `${of} int`).join(', ')})`);
    for (const row of tables[name])
      database.run(`INSERT INTO ${name} VALUES (${row.map((one) => one ?? 'NULL').join(', ')})`);
  }
  return database;
}
