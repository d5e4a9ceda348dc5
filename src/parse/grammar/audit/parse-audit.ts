// CREATE, ALTER and DROP SERVER AUDIT ("CREATE SERVER AUDIT (Transact-SQL)" and the pages beside it). What says more than
// audits of SQL Server itself can have (a URL, an external monitor) is skipped.
import {
  ALL_FILES,
  AUDIT_FAILURES,
  AUDIT_SHUTDOWN,
  AUDIT_TARGET,
} from '../../../model/catalog/audit-clause.ts';
import { auditPredicate } from '../../../model/catalog/audit-predicate.ts';
import type { AuditClauses, StatementOf, Verb } from '../../tree/statement.ts';
import { atBoundary } from '../boundary.ts';
import type { Cursor } from '../cursor.ts';
import {
  type Filled,
  into,
  numberOf,
  type OptionTable,
  parseOnOff,
  parseOptionList,
} from '../parse-option.ts';

/** The statement; its verb is taken and SERVER AUDIT is next. Undefined for what is skipped. */
export function parseServerAudit(
  cursor: Cursor,
  verb: Verb,
): StatementOf<`${Verb}-server-audit`> | undefined {
  cursor.want('SERVER', 'AUDIT');
  const name = cursor.name('an audit');
  const clauses: AuditClauses = {};
  const isRead = verb === 'drop' || parseClauses(cursor, clauses);
  return isRead ? { kind: `${verb}-server-audit`, name, clauses, span: cursor.span() } : undefined;
}

/** What is not read says no. */
function parseClauses(cursor: Cursor, clauses: AuditClauses): boolean {
  if (cursor.at('MODIFY') || cursor.at('TO', 'URL') || cursor.at('TO', 'EXTERNAL_MONITOR')) return false;
  if (cursor.take('REMOVE')) {
    cursor.want('WHERE');
    clauses.predicate = null;
    return true;
  }
  if (cursor.take('TO')) parseTarget(cursor, clauses);
  if (cursor.take('WITH')) parseOptionList(cursor, OPTIONS, clauses, 'an option of an audit');
  if (cursor.take('WHERE')) clauses.predicate = parsePredicate(cursor);
  return true;
}

function parseTarget(cursor: Cursor, clauses: AuditClauses): void {
  const target = Object.keys(AUDIT_TARGET).find((name) => cursor.take(AUDIT_TARGET[name] ?? name));
  if (target === undefined) cursor.fail('FILE, APPLICATION_LOG or SECURITY_LOG belongs here');
  const file: FileClauses = {};
  if (target === 'FILE') parseOptionList(cursor, FILE, file, 'an option of a file');
  clauses.to = { target, ...file };
}

type FileClauses = Filled<NonNullable<AuditClauses['to']>>;

const takeNumber = numberOf('a number');
const MEGABYTES: Readonly<Record<string, number>> = { MB: 1, GB: 1024, TB: 1024 * 1024 };

const FILE: OptionTable<FileClauses> = {
  FILEPATH: into('path', (cursor) => cursor.want1('string', 'a path in quotes').value),
  MAXSIZE: into('maxSize', (cursor) => {
    if (cursor.take('UNLIMITED')) return 0;
    const size = takeNumber(cursor);
    const unit = cursor.wantOne(...Object.keys(MEGABYTES));
    return size * (MEGABYTES[unit] ?? 1);
  }),
  MAX_ROLLOVER_FILES: into('maxRolloverFiles', (cursor) =>
    cursor.take('UNLIMITED') ? ALL_FILES : takeNumber(cursor),
  ),
  MAX_FILES: into('maxFiles', takeNumber),
  RESERVE_DISK_SPACE: into('isSpaceReserved', parseOnOff),
};

const OPTIONS: OptionTable<AuditClauses> = {
  QUEUE_DELAY: into('queueDelay', takeNumber),
  ON_FAILURE: into('onFailure', (cursor) => {
    if (cursor.take('SHUTDOWN')) return AUDIT_SHUTDOWN;
    const word = cursor.takeOne(...AUDIT_FAILURES);
    return word ?? cursor.fail('CONTINUE, SHUTDOWN or FAIL_OPERATION belongs here');
  }),
  AUDIT_GUID: into('guid', (cursor) => cursor.want1('string', 'a GUID in quotes').value.toUpperCase()),
  STATE: into('isEnabled', parseOnOff),
};

/** As far as the statement goes; what is no predicate is not what SQL Server would take. */
function parsePredicate(cursor: Cursor): string {
  const words: string[] = [];
  while (!(words.length > 0 && atBoundary(cursor))) words.push(cursor.next().text);
  return auditPredicate(words.join(' ')) ?? cursor.fail('a predicate of the audit belongs here');
}
