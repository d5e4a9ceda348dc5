// What the catalogue names and does not tell, or tells in a way that is not known: nothing is taken for it, and it is told.
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { captureRows, definitionsIn } from './rows.ts';

const INT = { user_type_id: 56, system_type_id: 56, max_length: 4, is_nullable: 0 };
const TABLE = { object_id: 10, name: 't', schema_id: 1, type: 'U' };
const COLUMN = { object_id: 10, column_id: 1, name: 'a', ...INT };

/** A table whose column has this, beside these rows. */
const withColumn = (more: object, rows: TableRows = {}): TableRows => ({
  'sys.objects': [TABLE],
  'sys.tables': [{ object_id: 10, uses_ansi_nulls: 1 }],
  ...rows,
  'sys.columns': [{ ...COLUMN, ...more }],
});

/** A table that is like this. */
const table = (more: object): TableRows =>
  withColumn({}, { 'sys.tables': [{ object_id: 10, uses_ansi_nulls: 1, ...more }] });

const child = (object_id: number, type: string) => ({
  object_id,
  name: `x${object_id}`,
  schema_id: 1,
  type,
  parent_object_id: 10,
});
const alone = (type: string) => ({ ...child(30, type), parent_object_id: 0 });

const foreignKey = (key: object, column: object = {}): TableRows =>
  withColumn(
    {},
    {
      'sys.objects': [TABLE, child(20, 'F')],
      'sys.foreign_keys': [
        { object_id: 20, name: 'x20', parent_object_id: 10, referenced_object_id: 10, ...key },
      ],
      'sys.foreign_key_columns': [
        {
          constraint_object_id: 20,
          constraint_column_id: 1,
          parent_column_id: 1,
          referenced_column_id: 1,
          ...column,
        },
      ],
    },
  );

const fullText = (index: object, column: object = {}): TableRows =>
  withColumn(
    {},
    {
      'sys.indexes': [{ object_id: 10, index_id: 1, name: 'pk', type: 1, is_unique: 1 }],
      'sys.index_columns': [{ object_id: 10, index_id: 1, index_column_id: 1, column_id: 1, key_ordinal: 1 }],
      'sys.fulltext_catalogs': [{ fulltext_catalog_id: 5, name: 'c' }],
      'sys.fulltext_indexes': [
        {
          object_id: 10,
          unique_index_id: 1,
          fulltext_catalog_id: 5,
          is_enabled: 1,
          change_tracking_state: 'A',
          ...index,
        },
      ],
      'sys.fulltext_index_columns': [{ object_id: 10, column_id: 1, language_id: 1033, ...column }],
    },
  );

const CASES: readonly (readonly [what: string, told: RegExp, rows: TableRows])[] = [
  [
    'the text of a check',
    /^Checks /,
    withColumn(
      {},
      {
        'sys.objects': [TABLE, child(20, 'C')],
        'sys.check_constraints': [{ object_id: 20, name: 'x20', parent_object_id: 10 }],
      },
    ),
  ],
  [
    'the expression of a default',
    /^Defaults /,
    withColumn(
      { default_object_id: 20 },
      {
        'sys.objects': [TABLE, child(20, 'D')],
        'sys.default_constraints': [
          { object_id: 20, name: 'x20', parent_object_id: 10, parent_column_id: 1 },
        ],
      },
    ),
  ],
  [
    'the expression of a computed column',
    /^Computed columns /,
    withColumn({ is_computed: 1 }, { 'sys.computed_columns': [{ object_id: 10, column_id: 1 }] }),
  ],
  [
    'the seed of an identity column',
    /^Identity columns /,
    withColumn({ is_identity: 1 }, { 'sys.identity_columns': [{ object_id: 10, column_id: 1 }] }),
  ],
  [
    'the function of a mask',
    /^Masked columns /,
    withColumn({ is_masked: 1 }, { 'sys.masked_columns': [{ object_id: 10, column_id: 1, is_masked: 1 }] }),
  ],
  [
    'how a column is generated',
    /^Columns that are always generated /,
    withColumn({ generated_always_type: 99 }),
  ],
  [
    'the key of an encrypted column',
    /^Encrypted columns have no key /,
    withColumn({ encryption_type: 1, encryption_algorithm_name: 'A', column_encryption_key_id: 7 }),
  ],
  ['how a column is encrypted', /^Encrypted columns have no sort /, withColumn({ encryption_type: 9 })],
  ['a bound default', /^Columns or types are bound /, withColumn({ default_object_id: 99 })],
  ['a bound rule', /^Columns or types are bound /, withColumn({ rule_object_id: 99 })],
  [
    'the schema collection of a column',
    /^Columns of XML /,
    withColumn({ user_type_id: 241, system_type_id: 241, xml_collection_id: 9 }),
  ],
  ['what a foreign key refers to', /^Foreign keys refer /, foreignKey({ referenced_object_id: 99 })],
  ['a column of a foreign key', /^Foreign keys refer /, foreignKey({}, { referenced_column_id: 9 })],
  ['what a foreign key does', /^Foreign keys have no action /, foreignKey({ update_referential_action: 9 })],
  [
    'a column of an index',
    /^An index of kind NONCLUSTERED /,
    withColumn(
      {},
      {
        'sys.indexes': [{ object_id: 10, index_id: 2, name: 'ix', type: 2 }],
        'sys.index_columns': [
          { object_id: 10, index_id: 2, index_column_id: 1, column_id: 9, key_ordinal: 1 },
        ],
      },
    ),
  ],
  [
    'every column of an index',
    /^An index of kind NONCLUSTERED /,
    withColumn({}, { 'sys.indexes': [{ object_id: 10, index_id: 2, name: 'ix', type: 2 }] }),
  ],
  [
    'how a table is compressed',
    /^Partitions /,
    withColumn(
      {},
      { 'sys.partitions': [{ object_id: 10, index_id: 0, partition_number: 1, data_compression: 9 }] },
    ),
  ],
  ['a table of a history', /^Tables with a history /, table({ history_table_id: 99 })],
  [
    'how long a history stays',
    /^Histories /,
    table({ history_table_id: 10, history_retention_period: 1, history_retention_period_unit: 9 }),
  ],
  ['how locks escalate', /^Tables have no escalation /, table({ lock_escalation: 9 })],
  [
    'the filter of statistics',
    /^Statistics with a filter /,
    withColumn(
      {},
      {
        'sys.stats': [{ object_id: 10, stats_id: 2, name: 's', user_created: 1, has_filter: 1 }],
        'sys.stats_columns': [{ object_id: 10, stats_id: 2, stats_column_id: 1, column_id: 1 }],
      },
    ),
  ],
  ['a stoplist', /^Full-text indexes /, fullText({ stoplist_id: 9 })],
  ['a list of properties', /^Full-text indexes /, fullText({ property_list_id: 9 })],
  ['a column that is searched', /^Full-text indexes /, fullText({}, { column_id: 9 })],
  [
    'whom a queue activates as',
    /^Queues /,
    {
      'sys.objects': [alone('SQ')],
      'sys.service_queues': [
        {
          object_id: 30,
          activation_procedure: '[Shop].[dbo].[p]',
          max_readers: 1,
          execute_as_principal_id: 99,
        },
      ],
    },
  ],
  [
    'a message of a contract',
    /^Contracts /,
    {
      'sys.service_contracts': [{ service_contract_id: 70_000, name: 'c' }],
      'sys.service_contract_message_usages': [
        { service_contract_id: 70_000, message_type_id: 70_009, is_sent_by_initiator: 1 },
      ],
    },
  ],
  [
    'the queue of a service',
    /^Services /,
    { 'sys.services': [{ service_id: 70_000, name: 's', service_queue_id: 99 }] },
  ],
  [
    'the contract of a priority',
    /^Priorities /,
    { 'sys.conversation_priorities': [{ priority_id: 1, name: 'p', service_contract_id: 99, priority: 5 }] },
  ],
  [
    'the type of a partition function',
    /^Partition functions /,
    { 'sys.partition_functions': [{ function_id: 1, name: 'f' }] },
  ],
  ['the type of a sequence', /^Nothing is shown .* \[dbo\]\.\[x30\];/, { 'sys.objects': [alone('SO')] }],
  ['a view', /^Nothing is shown .* \[dbo\]\.\[x30\];/, { 'sys.objects': [alone('V')] }],
  [
    'what a synonym stands for',
    /^Nothing is shown .* \[dbo\]\.\[x30\];/,
    { 'sys.objects': [alone('SN')], 'sys.synonyms': [{ object_id: 30, name: 'x30' }] },
  ],
  [
    'what an alias type stands for',
    /^Nothing is shown .* \[dbo\]\.\[a\];/,
    {
      'sys.types': [{ user_type_id: 310, system_type_id: 250, name: 'a', schema_id: 1, is_user_defined: 1 }],
    },
  ],
  [
    'where an index is',
    /^Tables or indexes are in no data space /,
    withColumn({}, { 'sys.indexes': [{ object_id: 10, index_id: 0, type: 0, data_space_id: 9 }] }),
  ],
  [
    'where the large values of a table are',
    /^Tables or indexes are in no data space /,
    table({ lob_data_space_id: 9 }),
  ],
  [
    'what a filegroup holds',
    /^Filegroups are of no kind /,
    { 'sys.filegroups': [{ data_space_id: 2, name: 'fg', type: 'ZZ' }] },
  ],
  [
    'the text of a trigger',
    /^Triggers /,
    withColumn(
      {},
      {
        'sys.objects': [TABLE, child(20, 'TR')],
        'sys.triggers': [{ object_id: 20, name: 'x20', parent_class: 1, parent_id: 10, type: 'TR' }],
      },
    ),
  ],
];

suite('what the catalogue does not tell', (test) => {
  for (const [what, told, rows] of CASES) {
    test(`is told of ${what}`, async () => {
      const { header } = await captureRows(rows, {}, { version: 2025 });
      const facts = header.omissions.map(({ fact }) => fact);
      assert.ok(
        facts.some((fact) => told.test(fact)),
        facts.join('\n'),
      );
    });
  }

  test('is nothing where all is told', async () => {
    const snapshot = await captureRows(withColumn({}), {}, { version: 2025 });
    assert.equal(snapshot.header.omissions, []);
    assert.is(definitionsIn(snapshot).length, 1);
  });
});
