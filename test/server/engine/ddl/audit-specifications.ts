// Audit specifications of the server and of databases: made off unless told, changed while they are. Sources: "CREATE
// DATABASE AUDIT SPECIFICATION (Transact-SQL)", "ALTER SERVER AUDIT SPECIFICATION (Transact-SQL)" (Microsoft); numbers and
// words of the errors are guesses.
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo } from './errors.ts';
import { parseName } from './options.ts';
import {
  databasePrincipal,
  databaseTable,
  idOf,
  nextId,
  rowBy,
  rowNamed,
  serverTable,
} from './principals.ts';
import { requireDatabase, requireServer } from './rights.ts';
import { findSecurable, parseSecurable } from './securables.ts';
import type { Ddl } from './syntax.ts';

type Place = 'server' | 'database';
const FIRST_ID = 65_536;

interface Tables {
  readonly specifications: Table;
  readonly details: Table;
  readonly id: string;
}

function tablesOf(place: Place, { state, line }: DdlContext): Tables {
  const table = (view: string) =>
    place === 'server' ? serverTable(state, view) : databaseTable(state, view);
  if (place === 'server') requireServer(state, line, 'ALTER ANY SERVER AUDIT');
  else requireDatabase(state, line, 'ALTER ANY DATABASE AUDIT');
  return {
    specifications: table(`sys.${place}_audit_specifications`),
    details: table(`sys.${place}_audit_specification_details`),
    id: `${place}_specification_id`,
  };
}

type Details = (context: DdlContext) => readonly RowRecord[];

interface Said {
  readonly audit?: string;
  readonly added: readonly Details[];
  readonly dropped: readonly Details[];
  readonly state?: number;
}

function parseSaid(stream: TokenStream): Said {
  const audit = stream.takeWord('FOR', 'SERVER', 'AUDIT') ? parseName(stream) : undefined;
  const lists: Record<'ADD' | 'DROP', Details[]> = { ADD: [], DROP: [] };
  while (stream.isWord('ADD') || stream.isWord('DROP')) {
    const list = lists[stream.takeWord('ADD') ? 'ADD' : 'DROP'];
    if (list === lists.DROP) stream.takeWord('DROP');
    stream.expectSymbol('(');
    list.push(parseActions(stream));
    stream.expectSymbol(')');
    stream.takeSymbol(',');
  }
  let state: number | undefined;
  if (stream.takeWord('WITH')) {
    stream.expectSymbol('(');
    stream.expectWord('STATE');
    stream.expectSymbol('=');
    state = stream.expectOneOf('ON', 'OFF') === 'ON' ? 1 : 0;
    stream.expectSymbol(')');
  }
  const said = { added: lists.ADD, dropped: lists.DROP };
  return { ...said, ...(audit !== undefined && { audit }), ...(state !== undefined && { state }) };
}

function parseActions(stream: TokenStream): Details {
  const actions: string[] = [];
  do actions.push(stream.advance().word);
  while (stream.takeSymbol(','));
  if (!stream.takeWord('ON'))
    return () =>
      actions.map((action) => ({
        audit_action_name: action,
        class: 0,
        major_id: 0,
        audited_principal_id: 0,
        is_group: 1,
      }));
  const on = parseSecurable(stream);
  stream.expectWord('BY');
  const names: string[] = [];
  do names.push(stream.takeWord('PUBLIC') ? 'public' : parseName(stream));
  while (stream.takeSymbol(','));
  return (context) => {
    const { classNumber, majorId } = findSecurable(on, context);
    const principals = names.map((name) => {
      const found = databasePrincipal(context.state, name);
      if (found === undefined) throw cannotDo(context.line, 'find', 'principal', name);
      return idOf(found);
    });
    return actions.flatMap((action) =>
      principals.map((audited_principal_id) => ({
        audit_action_name: action,
        class: classNumber,
        major_id: majorId,
        audited_principal_id,
        is_group: 0,
      })),
    );
  };
}

function named({ specifications }: Tables, name: string, { state }: DdlContext): RowRecord | undefined {
  const { key } = state.catalogCollation(state.database);
  return rowBy(specifications, 'name', key(name), (value) => key(String(value)));
}

function auditGuid(name: string, { state, line }: DdlContext) {
  const audit = rowNamed(serverTable(state, 'sys.server_audits'), name, state);
  if (audit === undefined) throw cannotDo(line, 'find', 'server audit', name);
  return audit.audit_guid ?? null;
}

/** After CREATE SERVER AUDIT SPECIFICATION and CREATE DATABASE AUDIT SPECIFICATION. */
export const parseCreateSpecification =
  (place: Place) =>
  (stream: TokenStream): Ddl => {
    const name = parseName(stream);
    const { audit = '', added, state: is_state_enabled = 0 } = parseSaid(stream);
    return (context) => {
      const tables = tablesOf(place, context);
      const { specifications, details, id } = tables;
      if (named(tables, name, context) !== undefined)
        throw failAt(context.line, 33_069, `An audit specification ${name} is there already.`);
      const audit_guid = auditGuid(audit, context);
      if (specifications.records((row) => row.audit_guid === audit_guid).length > 0)
        throw failAt(context.line, 33_070, `The audit ${audit} has an audit specification already.`);
      const rows = added.flatMap((one) => one(context));
      const key = nextId(specifications, id, FIRST_ID, Number.POSITIVE_INFINITY);
      specifications.insert({ name, [id]: key, audit_guid, is_state_enabled });
      for (const row of rows) details.insert({ [id]: key, ...row });
    };
  };

/** After ALTER SERVER AUDIT SPECIFICATION and ALTER DATABASE AUDIT SPECIFICATION. */
export const parseAlterSpecification =
  (place: Place) =>
  (stream: TokenStream): Ddl => {
    const name = parseName(stream);
    const { audit, added, dropped, state } = parseSaid(stream);
    return (context) => {
      const tables = tablesOf(place, context);
      const { specifications, details, id } = tables;
      const found = named(tables, name, context);
      if (found === undefined) throw cannotDo(context.line, 'alter', 'audit specification', name);
      const isOther = audit !== undefined || added.length + dropped.length > 0;
      if (isOther && Number(found.is_state_enabled) === 1) throw isOn(context);
      const key = found[id] ?? null;
      const rowsOf = (lists: readonly Details[]) =>
        lists.flatMap((list) => list(context).map((row): RowRecord => ({ [id]: key, ...row })));
      for (const row of rowsOf(dropped)) {
        if (details.records(row).length === 0)
          throw cannotDo(context.line, 'find', 'audit action', String(row.audit_action_name));
        details.delete(row);
      }
      for (const row of rowsOf(added)) {
        if (details.records(row).length > 0)
          throw failAt(context.line, 33_079, 'The audit specification has the action already.');
        details.insert(row);
      }
      const set = {
        ...(audit !== undefined && { audit_guid: auditGuid(audit, context) }),
        ...(state !== undefined && { is_state_enabled: state }),
      };
      specifications.update({ [id]: key }, set);
    };
  };

/** After DROP SERVER AUDIT SPECIFICATION and DROP DATABASE AUDIT SPECIFICATION. */
export const parseDropSpecification =
  (place: Place) =>
  (stream: TokenStream): Ddl => {
    const name = parseName(stream);
    return (context) => {
      const tables = tablesOf(place, context);
      const found = named(tables, name, context);
      if (found === undefined) throw cannotDo(context.line, 'drop', 'audit specification', name);
      if (Number(found.is_state_enabled) === 1) throw isOn(context);
      const key = found[tables.id] ?? null;
      tables.specifications.delete({ [tables.id]: key });
      tables.details.delete({ [tables.id]: key });
    };
  };

const isOn = ({ line }: DdlContext) =>
  failAt(line, 33_071, 'This command requires the audit specification to be disabled.');
