// Triggers of the server: made by a text that has its batch for itself, enabled, disabled and dropped. Sources: "CREATE
// TRIGGER (Transact-SQL)", "ENABLE TRIGGER (Transact-SQL)", "sys.server_triggers" and the views beside it (Microsoft).
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo } from './errors.ts';
import { parseName } from './options.ts';
import { idOf, loginNamed, nextId, rowNamed, serverTable } from './principals.ts';
import { requireServer } from './rights.ts';
import type { Ddl } from './syntax.ts';
import type { Values } from './system-procedure.ts';

const GAP = String.raw`(?:\s|--[^\n]*\n|/\*[^]*?\*/)+`;
const HEAD = new RegExp(
  `^(?:${GAP})?CREATE${GAP}TRIGGER${GAP}(\\[(?:[^\\]]|\\]\\])+\\]|\\w+)${GAP}ON${GAP}ALL${GAP}SERVER${GAP}(?:WITH${GAP}EXECUTE${GAP}AS${GAP}N?'((?:[^']|'')*)'${GAP})?(?:FOR|AFTER)${GAP}(\\w+(?:\\s*,\\s*\\w+)*)${GAP}AS\\b`,
  'i',
);
const EVENT_NOTIFICATION_IDS = 1000;

/** The statement of a batch that makes a trigger of the server; undefined for any other batch. */
export function triggerOf(text: string): Ddl | undefined {
  const found = HEAD.exec(text);
  if (found === null) return undefined;
  const [, written = '', login, events = ''] = found;
  const name = written.startsWith('[') ? written.slice(1, -1).replaceAll(']]', ']') : written;
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'CONTROL SERVER');
    if (named(name, context) !== undefined)
      throw failAt(line, 2714, `There is already an object named '${name}' in the database.`);
    const owner = login === undefined ? undefined : loginNamed(state, login.replaceAll("''", "'"));
    if (login !== undefined && owner === undefined)
      throw failAt(line, 15151, `Cannot find the login '${login}', because it does not exist.`);
    const table = serverTable(state, 'sys.server_triggers');
    const object_id = nextId(table, 'object_id', 100_000, Number.POSITIVE_INFINITY);
    table.insert({ name, object_id, type: 'TR', is_disabled: 0 });
    events.split(',').forEach((event, at) => {
      serverTable(state, 'sys.server_trigger_events').insert({
        object_id,
        type: EVENT_NOTIFICATION_IDS + at,
        type_desc: event.trim().toUpperCase(),
        is_trigger_event: 1,
      });
    });
    serverTable(state, 'sys.server_sql_modules').insert({
      object_id,
      definition: text,
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
      execute_as_principal_id: owner === undefined ? null : idOf(owner),
    });
  };
}

const named = (name: string, { state }: DdlContext): RowRecord | undefined =>
  rowNamed(serverTable(state, 'sys.server_triggers'), name, state);

function parseOn(stream: TokenStream): string {
  const name = parseName(stream);
  stream.expectWord('ON', 'ALL', 'SERVER');
  return name;
}

function change(stream: TokenStream, act: (trigger: RowRecord, context: DdlContext) => void): Ddl {
  const name = parseOn(stream);
  return (context) => {
    requireServer(context.state, context.line, 'CONTROL SERVER');
    const found = named(name, context);
    if (found === undefined) throw cannotDo(context.line, 'alter', 'trigger', name);
    act(found, context);
  };
}

/** After ENABLE TRIGGER or DISABLE TRIGGER. */
export function parseTriggerState(stream: TokenStream, isDisabled: boolean): Ddl {
  return change(stream, ({ object_id = null }, { state }) => {
    serverTable(state, 'sys.server_triggers').update({ object_id }, { is_disabled: isDisabled });
  });
}

/** After DROP TRIGGER. */
export function parseDropTrigger(stream: TokenStream): Ddl {
  return change(stream, ({ object_id = null }, { state }) => {
    for (const view of ['sys.server_triggers', 'sys.server_trigger_events', 'sys.server_sql_modules'])
      serverTable(state, view).delete({ object_id });
  });
}

/** sp_settriggerorder of a trigger of the server; number and words of what is refused are a guess but for 15130. */
export function setTriggerOrder(value: Values, context: DdlContext): void {
  const { state, line } = context;
  requireServer(state, line, 'CONTROL SERVER');
  const [name, order, event] = ['@triggername', '@order', '@stmttype'].map((one) => String(value(one)));
  const plain = (name ?? '').startsWith('[') ? (name ?? '').slice(1, -1).replaceAll(']]', ']') : (name ?? '');
  const found = named(plain, context);
  if (found === undefined || value('@namespace') !== 'SERVER')
    throw failAt(line, 15165, `Could not find object '${plain}' or you do not have permission.`);
  const table = serverTable(state, 'sys.server_trigger_events');
  const row = { object_id: found.object_id ?? null, type_desc: event ?? null };
  if (table.records(row).length === 0)
    throw failAt(line, 15125, `Trigger '${plain}' is not a trigger for '${event}'.`);
  const column = order === 'First' ? 'is_first' : 'is_last';
  const others = table.records({ type_desc: event ?? null, [column]: 1 });
  if (order !== 'None' && others.some(({ object_id: id }) => id !== found.object_id))
    throw failAt(line, 15130, `There already exists a '${order}' trigger for '${event}'.`);
  table.update(row, { is_first: order === 'First' ? 1 : 0, is_last: order === 'Last' ? 1 : 0 });
}
