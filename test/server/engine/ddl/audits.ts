// Audits of the server: made disabled, changed while they are, dropped. Sources: "CREATE SERVER AUDIT (Transact-SQL)",
// "ALTER SERVER AUDIT (Transact-SQL)", "sys.server_audits", "sys.server_file_audits" (Microsoft).
import { randomUUID } from 'node:crypto';
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import { CODES } from '../store/codes.ts';
import type { RowRecord } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo } from './errors.ts';
import { parseName } from './options.ts';
import { nextId, rowNamed, serverTable } from './principals.ts';
import { requireServer } from './rights.ts';
import type { Ddl } from './syntax.ts';

const FIRST_ID = 65_536;
const ALL_FILES = 2_147_483_647;
const TYPES: Readonly<Record<string, string>> = { FILE: 'FL', APPLICATION_LOG: 'AL', SECURITY_LOG: 'SL' };
const TYPE_WORDS: Readonly<Record<string, string>> = CODES.auditType;
const FAILURES = ['CONTINUE', 'SHUTDOWN', 'FAIL_OPERATION'];
const FAILURE_WORDS: Readonly<Record<string, string>> = CODES.auditFailure;
const MEGABYTES: Readonly<Record<string, number>> = { MB: 1, GB: 1024, TB: 1024 * 1024 };

interface Clauses {
  readonly row: RowRecord;
  readonly file?: RowRecord;
  readonly state?: number;
}

function parseClauses(stream: TokenStream): Clauses {
  const row: Record<string, Value> = {};
  let file: RowRecord | undefined;
  let state: number | undefined;
  if (stream.takeWord('REMOVE', 'WHERE')) return { row: { predicate: null } };
  if (stream.takeWord('TO')) {
    const word = stream.expectOneOf(...Object.keys(TYPES));
    row.type = TYPES[word] ?? null;
    if (word === 'FILE') file = parseFile(stream);
  }
  if (stream.takeWord('WITH')) {
    options(stream, {
      QUEUE_DELAY: () => {
        row.queue_delay = number(stream);
      },
      ON_FAILURE: () => {
        row.on_failure = FAILURES.indexOf(stream.expectOneOf(...FAILURES));
      },
      AUDIT_GUID: () => {
        row.audit_guid = stream.advance().text;
      },
      STATE: () => {
        state = stream.expectOneOf('ON', 'OFF') === 'ON' ? 1 : 0;
      },
    });
  }
  if (stream.takeWord('WHERE')) row.predicate = parsePredicate(stream);
  return { row, ...(file && { file }), ...(state !== undefined && { state }) };
}

function options(stream: TokenStream, read: Readonly<Record<string, () => void>>): void {
  stream.expectSymbol('(');
  do {
    const word = stream.expectOneOf(...Object.keys(read));
    stream.expectSymbol('=');
    read[word]?.();
  } while (stream.takeSymbol(','));
  stream.expectSymbol(')');
}

function parseFile(stream: TokenStream): RowRecord {
  const row: Record<string, Value> = {};
  const count = () => (stream.takeWord('UNLIMITED') ? ALL_FILES : number(stream));
  options(stream, {
    FILEPATH: () => {
      row.log_file_path = stream.advance().text;
    },
    MAXSIZE: () => {
      const size = stream.takeWord('UNLIMITED') ? 0 : number(stream);
      row.max_file_size = size * (MEGABYTES[stream.expectOneOf(...Object.keys(MEGABYTES))] ?? 1);
    },
    MAX_ROLLOVER_FILES: () => {
      row.max_rollover_files = count();
    },
    MAX_FILES: () => {
      row.max_files = count();
    },
    RESERVE_DISK_SPACE: () => {
      row.reserve_disk_space = stream.expectOneOf('ON', 'OFF') === 'ON' ? 1 : 0;
    },
  });
  const rollover = row.max_files === undefined ? ALL_FILES : 0;
  return { max_file_size: 0, max_rollover_files: rollover, max_files: 0, reserve_disk_space: 0, ...row };
}

const number = (stream: TokenStream): number => Number(stream.advance().text);

/** Kept as SQL Server keeps it: in parentheses, numbers too. */
function parsePredicate(stream: TokenStream): string {
  let text = '';
  while (stream.token.kind !== 'end' && !stream.isSymbol(';') && !stream.isWord('END')) {
    const { kind, text: said } = stream.advance();
    if (kind === 'string') text += `'${said.replaceAll("'", "''")}'`;
    else if (kind === 'number') text += `(${said})`;
    else if (kind === 'symbol') text += said;
    else text += /^(AND|OR|NOT|LIKE)$/i.test(said) ? ` ${said} ` : `[${said.replaceAll(']', ']]')}]`;
  }
  return `(${text})`;
}

const named = (name: string, { state }: DdlContext): RowRecord | undefined =>
  rowNamed(serverTable(state, 'sys.server_audits'), name, state);

/** After CREATE SERVER AUDIT. */
export function parseCreateAudit(stream: TokenStream): Ddl {
  const name = parseName(stream);
  const { row, file } = parseClauses(stream);
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'ALTER ANY SERVER AUDIT');
    if (named(name, context) !== undefined)
      throw failAt(line, 33_068, `A server audit ${name} is there already.`);
    const table = serverTable(state, 'sys.server_audits');
    const audit_id = nextId(table, 'audit_id', FIRST_ID, Number.POSITIVE_INFINITY);
    const audit_guid = randomUUID().toUpperCase();
    table.insert({ name, audit_id, audit_guid, is_state_enabled: 0, ...row });
    if (file !== undefined) serverTable(state, 'sys.server_file_audits').insert({ name, audit_id, ...file });
  };
}

/** After ALTER SERVER AUDIT. */
export function parseAlterAudit(stream: TokenStream): Ddl {
  const name = parseName(stream);
  const { row, file, state: enabled } = parseClauses(stream);
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'ALTER ANY SERVER AUDIT');
    const found = named(name, context);
    if (found === undefined) throw cannotDo(line, 'alter', 'server audit', name);
    const { audit_id = null } = found;
    const isOther = Object.keys(row).length > 0 || file !== undefined;
    if (isOther && Number(found.is_state_enabled) === 1 && enabled !== 0)
      throw failAt(line, 33_071, 'This command requires the audit to be disabled.');
    const set = { ...described(row), ...(enabled === undefined ? {} : { is_state_enabled: enabled }) };
    serverTable(state, 'sys.server_audits').update({ audit_id }, set);
    if (row.type === undefined) return;
    const files = serverTable(state, 'sys.server_file_audits');
    files.delete({ audit_id });
    if (file !== undefined) files.insert({ name, audit_id, ...file });
  };
}

/** The words that go with the codes, which a change does not bring by itself. */
function described(row: RowRecord): RowRecord {
  const words: Record<string, Value> = {};
  if (row.type !== undefined) words.type_desc = TYPE_WORDS[String(row.type)] ?? null;
  if (row.on_failure !== undefined) words.on_failure_desc = FAILURE_WORDS[String(row.on_failure)] ?? null;
  return { ...row, ...words };
}

/** After DROP SERVER AUDIT. */
export function parseDropAudit(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'ALTER ANY SERVER AUDIT');
    const found = named(name, context);
    if (found === undefined) throw cannotDo(line, 'drop', 'server audit', name);
    const { audit_id = null } = found;
    if (Number(found.is_state_enabled) === 1)
      throw failAt(line, 33_071, 'This command requires the audit to be disabled.');
    for (const view of ['sys.server_audits', 'sys.server_file_audits'])
      serverTable(state, view).delete({ audit_id });
  };
}
