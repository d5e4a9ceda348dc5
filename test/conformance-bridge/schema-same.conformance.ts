// The comparison of schemas: one with itself is the same, however it is written; every change is told by itself.
import { assert } from '../suite.ts';
import { available, compareSchemas } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const PARTS = {
  schema: 'CREATE SCHEMA s',
  table:
    'CREATE TABLE s.t (id int NOT NULL CONSTRAINT pk PRIMARY KEY WITH (FILLFACTOR = 80), v int NULL DEFAULT 1, c AS (v + 1), CONSTRAINT ck CHECK (v IN (1, 2)))',
  other: 'CREATE TABLE s.u (id int NOT NULL CONSTRAINT fk REFERENCES s.t (id) ON DELETE CASCADE)',
  index: 'CREATE INDEX ix ON s.t (v DESC) INCLUDE (id) WHERE v > 3 WITH (DATA_COMPRESSION = PAGE)',
  view: 'CREATE VIEW s.w AS SELECT id, v FROM s.t',
  trigger: 'CREATE TRIGGER s.tr ON s.t AFTER INSERT AS RETURN',
  sequence: 'CREATE SEQUENCE s.q START WITH 5',
  synonym: 'CREATE SYNONYM s.n FOR other.dbo.x',
  note: "EXEC sp_addextendedproperty N'note', N'x', N'SCHEMA', N's', N'TABLE', N't'",
} as const;

type Part = keyof typeof PARTS;

const written = (changed: Partial<Record<Part, string>>): string =>
  `${Object.values({ ...PARTS, ...changed }).join('\nGO\n')}\nGO\n`;

/** A change, and what is told of it. */
const CHANGES: readonly (readonly [
  string,
  Partial<Record<Part, string>>,
  readonly (readonly [string, string?])[],
])[] = [
  [
    'written in another way',
    {
      table:
        'CREATE TABLE [s].[t] ([id] [int] NOT NULL, [v] [int] NULL DEFAULT ((1)), [c] AS ([v]+(1)), CONSTRAINT [pk] PRIMARY KEY CLUSTERED ([id]) WITH (FILLFACTOR = 80)); ALTER TABLE [s].[t] WITH CHECK ADD CONSTRAINT [ck] CHECK (([v]=(2) OR [v]=(1)))',
      view: 'CREATE VIEW [s].[w] AS SELECT id, v FROM s.t\n',
      sequence: 'CREATE SEQUENCE [s].[q] AS [bigint] START WITH 5 INCREMENT BY 1',
      synonym: 'CREATE SYNONYM [s].[n] FOR [other].[dbo].[x]',
    },
    [],
  ],
  ['a table is not there', { other: '' }, [['ForeignKeyConstraint [s].[fk]'], ['Table [s].[u]']]],
  [
    'a column is wider',
    { table: PARTS.table.replace('v int NULL', 'v bigint NULL') },
    [['Table [s].[t]', 'Columns[Column [s].[t].[v]].DataType']],
  ],
  [
    'columns in another order',
    { view: PARTS.view.replace('id, v', 'v, id') },
    [
      ['View [s].[w]', '(text)'],
      ['View [s].[w]', 'Columns'],
    ],
  ],
  [
    'a default is another',
    { table: PARTS.table.replace('DEFAULT 1', 'DEFAULT 2') },
    [['DefaultConstraint of [s].[t]', 'Expression']],
  ],
  [
    'a check is not trusted',
    {
      table: `${PARTS.table.replace(/, CONSTRAINT ck.*/, ')')}; ALTER TABLE s.t WITH NOCHECK ADD CONSTRAINT ck CHECK (v IN (1, 2))`,
    },
    [['CheckConstraint [s].[ck]', '(trusted)']],
  ],
  [
    'a foreign key does something else',
    { other: PARTS.other.replace('ON DELETE CASCADE', '') },
    [['ForeignKeyConstraint [s].[fk]', 'DeleteAction']],
  ],
  [
    'an index ascends',
    { index: PARTS.index.replace('DESC', '') },
    [['Index [s].[t].[ix]', 'Columns[[s].[t].[v]].Ascending']],
  ],
  [
    'an index has another filter and no compression',
    { index: PARTS.index.replace('v > 3', 'v > 4').replace('PAGE', 'NONE') },
    [
      ['Index [s].[t].[ix]', 'FilterPredicate'],
      ['Index [s].[t].[ix]', 'DataCompressionOptions'],
    ],
  ],
  [
    'a trigger is disabled',
    { trigger: `${PARTS.trigger}\nGO\nDISABLE TRIGGER s.tr ON s.t` },
    [['DmlTrigger [s].[tr]', 'Disabled']],
  ],
  [
    'a module is made under other settings',
    { view: `SET QUOTED_IDENTIFIER OFF\nGO\n${PARTS.view}\nGO\nSET QUOTED_IDENTIFIER ON` },
    [['View [s].[w]', '(quoted identifiers)']],
  ],
  [
    'a property says something else',
    { note: PARTS.note.replace("N'x'", "N'X'") },
    [['ExtendedProperty [SqlTableBase].[s].[t].[note]', 'Value']],
  ],
  [
    'a table is somebody’s',
    { note: `${PARTS.note}\nGO\nCREATE USER a WITHOUT LOGIN\nGO\nALTER AUTHORIZATION ON OBJECT::s.t TO a` },
    [['Table [s].[t]', '(owner)']],
  ],
];

const answers = available()
  ? await compareSchemas(
      CHANGES.map(([id, changed]) => ({
        id,
        version: 2022,
        source: { text: written({}) },
        target: { text: written(changed) },
      })),
    )
  : [];

conformanceSuite('schemas held against each other, by Microsoft’s model', (test) => {
  for (const [at, [what, , expected]] of CHANGES.entries()) {
    test(what, () => {
      const found = (answers[at]?.differences ?? []).map(({ element, property }) =>
        property === undefined ? [element] : [element, property],
      );
      assert.equal(found, expected);
      assert.equal(answers[at]?.sourceProblems, []);
    });
  }
});
