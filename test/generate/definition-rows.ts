// The rows of a large database such as Service Manager's: tables with keys, indexes, checks and foreign keys, views over
// them, and procedures over the views, with names as long as names can be. The same size gives the same rows.
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import type { RowRecord } from '../server/engine/store/table.ts';

/** How large the database is. */
export interface DefinitionSize {
  /** Tables, views and procedures: one, one and a half, and two and a half of five. */
  readonly objects: number;
  /** Characters of all module texts together, about. */
  readonly characters: number;
}

type Rows = Record<string, RowRecord[]>;

const LONGEST = 128;
const SCHEMA = 1;
const [FIRST_OBJECT, IDS_OF_TABLE] = [1_000, 10];
const [INT, NVARCHAR, UNIQUEIDENTIFIER, DATETIME] = [56, 231, 36, 61];

/** The columns of each table: name, type, bytes, whether it may be NULL. */
const COLUMNS: readonly (readonly [name: string, type: number, bytes: number, nullable: 0 | 1])[] = [
  ['BaseManagedEntityId', UNIQUEIDENTIFIER, 16, 0],
  ['DisplayName', NVARCHAR, 512, 1],
  ['LastModified', DATETIME, 8, 0],
  ['Id_2C5F4A61_AE1F_4C4D_8B5A_0F2E7B9D1C33', NVARCHAR, 400, 1],
  ['State', INT, 4, 0],
  ['Owner', NVARCHAR, 256, 1],
];

/** Rows by view. */
export function definitionRows({ objects, characters }: DefinitionSize): TableRows {
  const tables = Math.round(objects / 5);
  const views = Math.round((objects * 3) / 10);
  const procedures = objects - tables - views;
  const length = Math.floor(characters / Math.max(1, views + procedures));
  const rows: Rows = {};
  add(rows, 'sys.data_spaces', { data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 });
  for (let number = 0; number < tables; number += 1) addTable(rows, number);
  const first = FIRST_OBJECT + tables * IDS_OF_TABLE;
  for (let number = 0; number < views; number += 1)
    addModule(rows, first + number, viewOf(number, number % tables, length));
  for (let number = 0; number < procedures; number += 1)
    addModule(rows, first + views + number, procedureOf(number, number % views, first, length));
  return rows;
}

/** `MT_System$WorkItem$…$7`: as long as a name may be for every eighth, and its number at the end. */
function nameOf(head: string, number: number): string {
  const tail = `$${number}`;
  const words = `${head}System$WorkItem$${'ServiceRequest$Extension$'.repeat(number % 8)}`;
  return `${words.slice(0, LONGEST - tail.length)}${tail}`;
}

function add(rows: Rows, view: string, row: RowRecord): void {
  const list = rows[view];
  if (list === undefined) rows[view] = [row];
  else list.push(row);
}

function addTable(rows: Rows, number: number): void {
  const id = FIRST_OBJECT + number * IDS_OF_TABLE;
  const name = nameOf('MT_', number);
  const owned = (offset: number, type: string, prefix: string) => {
    const one = {
      object_id: id + offset,
      name: `${prefix}${number}`,
      schema_id: SCHEMA,
      parent_object_id: id,
    };
    add(rows, 'sys.objects', { ...one, type });
    return one;
  };
  add(rows, 'sys.objects', { object_id: id, name, schema_id: SCHEMA, type: 'U' });
  for (const [at, [column, type, bytes, nullable]] of COLUMNS.entries())
    add(rows, 'sys.columns', {
      object_id: id,
      column_id: at + 1,
      name: column,
      user_type_id: type,
      max_length: bytes,
      is_nullable: nullable,
      ...(at === 2 && { default_object_id: id + 2 }),
    });
  add(rows, 'sys.key_constraints', { ...owned(1, 'PK', 'PK_'), type: 'PK', unique_index_id: 1 });
  add(rows, 'sys.default_constraints', {
    ...owned(2, 'D', 'DF_'),
    parent_column_id: 3,
    definition: '(getutcdate())',
  });
  add(rows, 'sys.check_constraints', { ...owned(3, 'C', 'CK_'), definition: '([State]>=(0))' });
  addIndex(rows, id, 1, `PK_${number}`, 1);
  addIndex(rows, id, 2, `IX_${nameOf('', number)}`.slice(0, LONGEST), 5);
  if (number > 0) addForeignKey(rows, id, owned(4, 'F', 'FK_'));
}

function addIndex(rows: Rows, table: number, index: number, name: string, column: number): void {
  const isKey = index === 1;
  add(rows, 'sys.indexes', {
    object_id: table,
    index_id: index,
    name,
    type: isKey ? 1 : 2,
    is_unique: isKey ? 1 : 0,
    is_primary_key: isKey ? 1 : 0,
    data_space_id: 1,
    allow_row_locks: 1,
    allow_page_locks: 1,
  });
  add(rows, 'sys.index_columns', {
    object_id: table,
    index_id: index,
    index_column_id: 1,
    column_id: column,
    key_ordinal: 1,
  });
}

function addForeignKey(rows: Rows, table: number, key: RowRecord): void {
  const referenced = table - IDS_OF_TABLE;
  add(rows, 'sys.foreign_keys', { ...key, referenced_object_id: referenced });
  add(rows, 'sys.foreign_key_columns', {
    constraint_object_id: table + 4,
    constraint_column_id: 1,
    parent_object_id: table,
    parent_column_id: 1,
    referenced_object_id: referenced,
    referenced_column_id: 1,
  });
}

interface Module {
  readonly type: 'V' | 'P';
  readonly name: string;
  readonly definition: string;
  /** The id of what its text names. */
  readonly uses: number;
}

function addModule(rows: Rows, id: number, { type, name, definition, uses }: Module): void {
  const settings = { uses_ansi_nulls: 1, uses_quoted_identifier: 1 };
  add(rows, 'sys.objects', { object_id: id, name, schema_id: SCHEMA, type });
  add(rows, 'sys.sql_modules', { object_id: id, definition, ...settings });
  add(rows, 'sys.sql_expression_dependencies', {
    referencing_id: id,
    referencing_class: 1,
    referenced_id: uses,
    referenced_class: 1,
    referenced_entity_name: 'as its id tells',
    is_schema_bound_reference: 0,
  });
}

function viewOf(number: number, table: number, length: number): Module {
  const name = nameOf('MTV_', number);
  const head = `CREATE VIEW [dbo].[${name}]\r\nAS\r\nSELECT T.[BaseManagedEntityId], T.[DisplayName]\r\nFROM dbo.[${nameOf('MT_', table)}] AS T\r\nWHERE `;
  const definition = filled(head, (line) => `T.[State] <> ${line} AND`, 'T.[State] > 0\r\n', length);
  return { type: 'V', name, definition, uses: FIRST_OBJECT + table * IDS_OF_TABLE };
}

function procedureOf(number: number, view: number, firstView: number, length: number): Module {
  const name = nameOf('p_', number);
  const head = `-- Written for ${number}.\r\nCREATE PROCEDURE [dbo].[${name}] @State int = ${number}\r\nAS\r\nBEGIN\r\n    SET NOCOUNT ON;\r\n`;
  const line = (at: number) =>
    `    IF @State = ${at} SELECT [DisplayName] FROM dbo.[${nameOf('MTV_', view)}];`;
  return { type: 'P', name, definition: filled(head, line, 'END\r\n', length), uses: firstView + view };
}

/** A text of that length, about: its lines all differ. */
function filled(head: string, line: (at: number) => string, end: string, length: number): string {
  const lines = [head];
  let made = head.length + end.length;
  for (let at = 0; made < length; at += 1) {
    const next = `${line(at)}\r\n`;
    lines.push(next);
    made += next.length;
  }
  return `${lines.join('')}${end}`;
}
