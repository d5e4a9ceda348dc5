// Databases: made with their first file and log, then their filegroups and further files in the order of their ids, then
// their options; what keeps people or changes out comes when all else is done. Each statement is run in master.
// Source: "CREATE DATABASE", "ALTER DATABASE File and Filegroup Options", "ALTER DATABASE SET options (Transact-SQL)" (Microsoft).

import type { SqlVersion } from '../../model/catalog/version.ts';
import { defined } from '../../model/defined.ts';
import { type DATABASE_STATES, databaseOption } from '../../model/definitions/database-option.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import { RegrantError } from '../../model/errors.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { shown } from '../../model/words/shown.ts';
import { collationName, identifier, integer, keyword, text } from '../../text/quote.ts';
import type { DefinitionKind } from '../kind.ts';
import type { DefinitionSection, Made, ObjectStatement } from '../statement.ts';

type Body = BodyOf<'database'>;
type File = Body['files'][number];

/** How databases are written. */
export const DATABASE_KIND: DefinitionKind<'database'> = {
  statements: (fact) => {
    const { name, body } = fact;
    const [data, log] = firstFiles(fact);
    return [
      first('databases', { what: 'database', name }, createText(name, body, data, log)),
      ...storageStatements(name, body, [data, log]),
      ...(body.options ?? []).map((option) => optionStatement(name, option)),
      ...featureStatements(name, body),
      ...(body.isBrokerOff ? [stateStatement('databases', name, 'DISABLE_BROKER')] : []),
      ...lastStatements(name, body),
    ];
  },
  isHard: () => false,
};

function first(
  section: DefinitionSection,
  makes: Made,
  statement: string,
  since?: SqlVersion,
): ObjectStatement {
  const need = since && { since, what: wordsOf(statement) };
  return { section, makes, text: statement, ...defined({ need }) };
}

/** What stands behind `ALTER DATABASE [name]`, as far as a line takes. */
function wordsOf(statement: string): string {
  return statement.slice(statement.indexOf('] ') + 2, -1).slice(0, 80);
}

/** A database has a file of rows and one of the log from its first moment. */
function firstFiles({ database, body: { files } }: DefinitionOf<'database'>): readonly [File, File] {
  const data = files.find(({ filegroup, size }) => filegroup !== undefined && size !== undefined);
  const log = files.find(({ filegroup }) => filegroup === undefined);
  if (data !== undefined && log !== undefined) return [data, log];
  throw new RegrantError({
    code: 'bad-snapshot',
    fact: `The files of database ${shown(database)} are without one of rows or one of the log.`,
    remedy: 'Capture the server again.',
  });
}

function createText(name: string, body: Body, data: File, log: File): string {
  const { collation, catalogCollation } = body;
  const made = [
    ...(catalogCollation === undefined ? [] : [`CATALOG_COLLATION = ${collationName(catalogCollation)}`]),
    ...(body.isLedger ? ['LEDGER = ON'] : []),
  ];
  return [
    `CREATE DATABASE ${identifier(name)}`,
    ...(body.isContained ? ['    CONTAINMENT = PARTIAL'] : []),
    `    ON PRIMARY ${fileText(data)}`,
    `    LOG ON ${fileText(log)}`,
    ...(collation === undefined ? [] : [`    COLLATE ${collationName(collation)}`]),
    ...(made.length === 0 ? [] : [`    WITH ${made.join(', ')}`]),
  ]
    .join('\n')
    .concat(';');
}

/** Sizes in KB, so that none is rounded. */
function fileText({ name, path, size, maxSize, growth, growsByPercent }: File): string {
  const parts = [
    `NAME = ${text(name)}`,
    `FILENAME = ${text(path)}`,
    ...(size === undefined ? [] : [`SIZE = ${integer(size)}KB`]),
    ...(maxSize === undefined ? [] : [`MAXSIZE = ${integer(maxSize)}KB`]),
    ...(growth === undefined ? [] : [`FILEGROWTH = ${integer(growth)}${growsByPercent ? '%' : 'KB'}`]),
  ];
  return `(${parts.join(', ')})`;
}

function storageStatements(database: string, body: Body, made: readonly File[]): ObjectStatement[] {
  const { filegroups, files } = body;
  const alter = `ALTER DATABASE ${identifier(database)}`;
  const others = filegroups.slice(1);
  return [
    ...others.map(({ name, holds }) =>
      first(
        'databases',
        { what: 'filegroup', on: database, name },
        `${alter} ADD FILEGROUP ${identifier(name)}${holds === undefined ? '' : ` CONTAINS ${keyword(holds)}`};`,
        holds === 'MEMORY_OPTIMIZED_DATA' ? 2014 : undefined,
      ),
    ),
    ...files
      .filter((file) => !made.includes(file))
      .map((file) => {
        const to = file.filegroup === undefined ? '' : ` TO FILEGROUP ${identifier(file.filegroup)}`;
        const word = file.filegroup === undefined ? 'LOG FILE' : 'FILE';
        return first(
          'databases',
          { what: 'database-file', on: database, name: file.name },
          `${alter} ADD ${word} ${fileText(file)}${to};`,
        );
      }),
    ...filegroups.flatMap(({ name, isDefault, growsTogether }, at) => [
      ...(growsTogether
        ? [
            first(
              'databases',
              { what: 'even-filegroup', on: database, name },
              `${alter} MODIFY FILEGROUP ${identifier(name)} AUTOGROW_ALL_FILES;`,
              2016,
            ),
          ]
        : []),
      ...(isDefault && at > 0
        ? [
            first(
              'databases',
              { what: 'default-filegroup', on: database, name },
              `${alter} MODIFY FILEGROUP ${identifier(name)} DEFAULT;`,
            ),
          ]
        : []),
    ]),
  ];
}

function optionStatement(
  database: string,
  { name, value }: NonNullable<Body['options']>[number],
): ObjectStatement {
  const row = databaseOption(name);
  const { sign, unit = '', since, isExclusive } = row;
  const said = row.is === 'number' ? integer(Number(value)) : keyword(value);
  const set = row.written ?? `${keyword(name)}${sign}${said}${unit}`;
  return first(
    'databases',
    { what: 'database-option', on: database, name, definition: value },
    `ALTER DATABASE ${identifier(database)} SET ${set}${isExclusive ? ' WITH NO_WAIT' : ''};`,
    since,
  );
}

function featureStatements(
  database: string,
  { queryStore, tuning = [], changeTracking, fileStream }: Body,
): ObjectStatement[] {
  const set = `ALTER DATABASE ${identifier(database)} SET`;
  const made = (name: string, definition: string): Made => featureOf(database, name, definition);
  const statements: ObjectStatement[] = [];
  if (fileStream !== undefined) {
    const { access, directory } = fileStream;
    const named = directory === undefined ? '' : `, DIRECTORY_NAME = ${text(directory)}`;
    statements.push(
      first(
        'databases',
        made('FILESTREAM', access),
        `${set} FILESTREAM (NON_TRANSACTED_ACCESS = ${keyword(access)}${named}) WITH NO_WAIT;`,
      ),
    );
  }
  if (changeTracking !== undefined) {
    const { retention, unit, cleansUp } = changeTracking;
    statements.push(
      first(
        'databases',
        made('CHANGE_TRACKING', 'ON'),
        `${set} CHANGE_TRACKING = ON (CHANGE_RETENTION = ${integer(retention)} ${keyword(unit)}, AUTO_CLEANUP = ${cleansUp ? 'ON' : 'OFF'});`,
      ),
    );
  }
  return [
    ...statements,
    ...(queryStore === undefined ? [] : storeStatements(database, queryStore)),
    ...tuning.map((option) =>
      first(
        'databases',
        made('AUTOMATIC_TUNING', option),
        `${set} AUTOMATIC_TUNING (${keyword(option)} = ON);`,
        2017,
      ),
    ),
  ];
}

const featureOf = (database: string, name: string, definition: string): Made => ({
  what: 'database-feature',
  on: database,
  name,
  definition,
});

/** What came with a later release than the store is said behind it, so that an older one leaves out only that. */
function storeStatements(
  database: string,
  store: NonNullable<Body['queryStore']>,
): readonly ObjectStatement[] {
  const set = `ALTER DATABASE ${identifier(database)} SET QUERY_STORE`;
  const { mode, policy, waits } = store;
  return [
    first('databases', featureOf(database, 'QUERY_STORE', mode), `${set} = ON (${storeText(store)});`, 2016),
    ...(policy === undefined
      ? []
      : [
          first(
            'databases',
            featureOf(database, 'QUERY_CAPTURE_MODE', 'CUSTOM'),
            `${set} (QUERY_CAPTURE_MODE = CUSTOM, QUERY_CAPTURE_POLICY = (STALE_CAPTURE_POLICY_THRESHOLD = ${integer(policy.staleHours)} HOURS, EXECUTION_COUNT = ${integer(policy.executions)}, TOTAL_COMPILE_CPU_TIME_MS = ${integer(policy.compileMs)}, TOTAL_EXECUTION_CPU_TIME_MS = ${integer(policy.executionMs)}));`,
            2019,
          ),
        ]),
    ...(waits === undefined
      ? []
      : [
          first(
            'databases',
            featureOf(database, 'WAIT_STATS_CAPTURE_MODE', waits),
            `${set} (WAIT_STATS_CAPTURE_MODE = ${keyword(waits)});`,
            2017,
          ),
        ]),
  ];
}

/** A policy of one's own is set behind it: until then, and for a release without, AUTO is nearest to it. */
function storeText(store: NonNullable<Body['queryStore']>): string {
  const capture = store.policy === undefined ? store.capture : 'AUTO';
  return [
    `OPERATION_MODE = ${keyword(store.mode)}`,
    `CLEANUP_POLICY = (STALE_QUERY_THRESHOLD_DAYS = ${integer(store.staleDays)})`,
    `DATA_FLUSH_INTERVAL_SECONDS = ${integer(store.flushSeconds)}`,
    `MAX_STORAGE_SIZE_MB = ${integer(store.maxStorage)}`,
    `INTERVAL_LENGTH_MINUTES = ${integer(store.intervalMinutes)}`,
    `SIZE_BASED_CLEANUP_MODE = ${keyword(store.cleanup)}`,
    `QUERY_CAPTURE_MODE = ${keyword(capture)}`,
    `MAX_PLANS_PER_QUERY = ${integer(store.plansPerQuery)}`,
  ].join(', ');
}

/** It is refused at once where somebody is in the database. */
function stateStatement(
  section: DefinitionSection,
  database: string,
  name: keyof typeof DATABASE_STATES,
): ObjectStatement {
  const makes = { what: 'database-state', on: database, name } as const;
  return first(section, makes, `ALTER DATABASE ${identifier(database)} SET ${name} WITH NO_WAIT;`);
}

/** What keeps changes out, and then people: behind everything that a script does in a database. */
function lastStatements(database: string, { filegroups, access, isReadOnly }: Body): ObjectStatement[] {
  const alter = `ALTER DATABASE ${identifier(database)}`;
  return [
    ...filegroups
      .filter((filegroup) => filegroup.isReadOnly)
      .map(({ name }) =>
        first(
          'databases-finally',
          { what: 'read-only-filegroup', on: database, name },
          `${alter} MODIFY FILEGROUP ${identifier(name)} READ_ONLY;`,
        ),
      ),
    ...(isReadOnly ? [stateStatement('databases-finally', database, 'READ_ONLY')] : []),
    ...(access === undefined ? [] : [stateStatement('databases-finally', database, access)]),
  ];
}
