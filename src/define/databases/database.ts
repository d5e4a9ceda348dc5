// Databases: made with their first file and log, then their filegroups and further files in the order of their ids, then
// their options; what keeps people or changes out comes when all else is done. Each statement is run in master.
// Source: "CREATE DATABASE", "ALTER DATABASE File and Filegroup Options", "ALTER DATABASE SET options (Transact-SQL)" (Microsoft).
import type { ReleaseNeed } from '../../model/catalog/release-need.ts';
import { defined } from '../../model/defined.ts';
import {
  type DATABASE_STATES,
  databaseOption,
  releaseOfOption,
} from '../../model/definitions/database-option.ts';
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import { RegrantError } from '../../model/errors.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { shown } from '../../model/words/shown.ts';
import { collationName, identifier, integer, keyword, text } from '../../text/quote.ts';
import type { DefinitionKind } from '../kind.ts';
import { releaseOfCollation } from '../parts/release-of.ts';
import type { DefinitionSection, ObjectStatement } from '../statement.ts';
import { databaseStatement } from './database-statement.ts';
import { featureStatements } from './features.ts';

type Body = BodyOf<'database'>;
type File = Body['files'][number];

/** How databases are written. */
export const DATABASE_KIND: DefinitionKind<'database'> = {
  statements: (fact) => {
    const { name, body } = fact;
    const [data, log] = firstFiles(fact);
    return [
      {
        ...databaseStatement('databases', { what: 'database', name }, createText(name, body, data, log)),
        ...defined({ need: needOf(body) }),
      },
      ...storageStatements(name, body, [data, log]),
      ...(body.options ?? []).map((option) => optionStatement(name, option)),
      ...featureStatements(name, body),
      ...(body.isBrokerOff ? [stateStatement('databases', name, 'DISABLE_BROKER')] : []),
      ...lastStatements(name, body),
    ];
  },
  isHard: () => false,
};

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

/** What of it came later than 2012: it can only be said when a database is made. */
function needOf({ catalogCollation, isLedger, collation }: Body): ReleaseNeed | undefined {
  if (isLedger) return { since: 2022, what: 'LEDGER = ON' };
  if (catalogCollation !== undefined) return { since: 2019, what: 'CATALOG_COLLATION' };
  return releaseOfCollation(collation);
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
      databaseStatement(
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
        return databaseStatement(
          'databases',
          { what: 'database-file', on: database, name: file.name },
          `${alter} ADD ${word} ${fileText(file)}${to};`,
        );
      }),
    ...filegroups.flatMap(({ name, isDefault, growsTogether }, at) => [
      ...(growsTogether
        ? [
            databaseStatement(
              'databases',
              { what: 'even-filegroup', on: database, name },
              `${alter} MODIFY FILEGROUP ${identifier(name)} AUTOGROW_ALL_FILES;`,
              2016,
            ),
          ]
        : []),
      ...(isDefault && at > 0
        ? [
            databaseStatement(
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
  const { sign, unit = '', isExclusive } = row;
  const said = row.is === 'number' ? integer(Number(value)) : keyword(value);
  const set = row.written ?? `${keyword(name)}${sign}${said}${unit}`;
  return databaseStatement(
    'databases',
    { what: 'database-option', on: database, name, definition: value },
    `ALTER DATABASE ${identifier(database)} SET ${set}${isExclusive ? ' WITH NO_WAIT' : ''};`,
    releaseOfOption(row, value),
  );
}

/** It is refused at once where somebody is in the database. */
function stateStatement(
  section: DefinitionSection,
  database: string,
  name: keyof typeof DATABASE_STATES,
): ObjectStatement {
  const makes = { what: 'database-state', on: database, name } as const;
  return databaseStatement(
    section,
    makes,
    `ALTER DATABASE ${identifier(database)} SET ${name} WITH NO_WAIT;`,
  );
}

/** What keeps changes out, and then people: behind everything that a script does in a database. */
function lastStatements(database: string, { filegroups, access, isReadOnly }: Body): ObjectStatement[] {
  const alter = `ALTER DATABASE ${identifier(database)}`;
  return [
    ...filegroups
      .filter((filegroup) => filegroup.isReadOnly)
      .map(({ name }) =>
        databaseStatement(
          'databases-finally',
          { what: 'read-only-filegroup', on: database, name },
          `${alter} MODIFY FILEGROUP ${identifier(name)} READ_ONLY;`,
        ),
      ),
    ...(isReadOnly ? [stateStatement('databases-finally', database, 'READ_ONLY')] : []),
    ...(access === undefined ? [] : [stateStatement('databases-finally', database, access)]),
  ];
}
