// What a statement is for: whether it makes a part of an object, and whether facts speak of what it changes.
import { findOption } from '../../model/catalog/configuration-option.ts';
import { DEFINITION_TYPES } from '../../model/definitions/definition-type.ts';
import { DATABASE_OPTIONS } from '../grammar/database-option.ts';
import type { Statement } from '../tree/statement.ts';

/** What a script tells of itself, by which a statement is known that was put in behind the procedure of another. */
export interface ToldByScript {
  /** The options of the configuration that it says it leaves as they are, with the value that each had. */
  readonly leftOptions: ReadonlyMap<string, number>;
  /** The numbers of its statements. */
  readonly numbers: ReadonlySet<number>;
}

/** What a definition may be made of besides CREATE of an object. */
const DEFINITION_VERBS: ReadonlySet<string> = new Set([
  'ADD',
  ...Object.values(DEFINITION_TYPES).map(({ words }) => `CREATE ${words}`),
  'CREATE INDEX',
  'CREATE STATISTICS',
  'ALTER ASSEMBLY',
  'ALTER DATABASE',
  'ALTER DATABASE SCOPED CONFIGURATION',
  'ALTER FULLTEXT INDEX',
  'ALTER FULLTEXT STOPLIST',
  'ALTER INDEX',
  'ALTER QUEUE',
  'ALTER SEARCH PROPERTY LIST',
  'ALTER TABLE',
  'DISABLE TRIGGER',
  'EXEC sp_control_plan_guide',
  'EXEC sp_create_plan_guide',
  'EXEC sp_procoption',
  'EXEC sp_tableoption',
  'EXEC sp_settriggerorder',
  'EXEC sp_bindefault',
  'EXEC sp_bindrule',
  'EXEC sp_addextendedproc',
  'EXEC sp_addextendedproperty',
]);

/** Statements that are read, and that make databases and objects, or set what a database is. */
const DEFINING: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'create-object',
  'create-database',
  'alter-database-set',
]);

/** Whether a statement makes an object or a part of one, or sets what its columns keep; `CREATE UNIQUE CLUSTERED INDEX` is a CREATE INDEX. */
export function isDefinition(statement: Statement): boolean {
  if (statement.kind === 'set-option') return statement.options.every((option) => option === 'ANSI_PADDING');
  if (statement.kind !== 'foreign') return DEFINING.has(statement.kind);
  return DEFINITION_VERBS.has(
    statement.verb.replace(
      /^CREATE (?:(?:UNIQUE|CLUSTERED|NONCLUSTERED|COLUMNSTORE|PRIMARY|SELECTIVE|XML|SPATIAL|JSON|VECTOR) )*INDEX$/,
      'CREATE INDEX',
    ),
  );
}

/**
 * Whether facts speak of what a statement changes: of a setting of a database, one that decides about security; of an option
 * of the server, one that the script does not say it leaves.
 */
export function isOfSecurity(statement: Statement, told: ToldByScript | undefined): boolean {
  switch (statement.kind) {
    case 'foreign':
    case 'create-object':
    case 'create-database':
    case 'rename-object':
    case 'use':
    case 'execute-as':
    case 'revert':
    case 'transaction':
    case 'set-option':
    case 'return':
    case 'batch-end':
    case 'regrant-database':
    case 'regrant-secret':
      return false;
    case 'drop-object':
      return statement.class === 'ENDPOINT';
    case 'alter-database-set':
      return Object.keys(statement.options).every((option) => DATABASE_OPTIONS.get(option)?.isOfSecurity);
    case 'configure':
      return isAsTold(statement, told);
    default:
      return true;
  }
}

/** Whether a statement gives an option no other value than the script tells of it, where it tells any. */
function isAsTold(
  { name: part, value }: Extract<Statement, { kind: 'configure' }>,
  told: ToldByScript | undefined,
): boolean {
  const found = findOption(part);
  return 'problem' in found || (told?.leftOptions.get(found.name) ?? value) === value;
}
