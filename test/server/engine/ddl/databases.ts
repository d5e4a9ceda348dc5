// ALTER DATABASE … SET of the options that decide about security. Source: "ALTER DATABASE SET options (Transact-SQL)".
import { EngineError } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { DdlContext } from './ddl-context.ts';
import { parseName } from './options.ts';
import { bytesFor, serverTable } from './principals.ts';
import type { Ddl } from './syntax.ts';

type Columns = Readonly<Record<string, string | number>>;

/** After ALTER DATABASE. */
export function parseAlterDatabase(stream: TokenStream): Ddl {
  const name = parseName(stream);
  stream.expectWord('SET');
  const { line } = stream.token;
  const option = stream.advance().word;
  const set = columnsOf(option, stream, name, line);
  if (stream.takeWord('WITH')) {
    if (!stream.takeWord('NO_WAIT')) stream.expectWord('ROLLBACK', 'IMMEDIATE');
  }
  return (context) => change(name, option, set, context);
}

function columnsOf(option: string, stream: TokenStream, name: string, line: number): Columns {
  const flag = { TRUSTWORTHY: 'is_trustworthy_on', DB_CHAINING: 'is_db_chaining_on' }[option];
  if (flag !== undefined) {
    const on = stream.takeWord('ON');
    if (!on) stream.expectWord('OFF');
    return { [flag]: on ? 1 : 0 };
  }
  if (option === 'ENABLE_BROKER') return { is_broker_enabled: 1 };
  if (option === 'DISABLE_BROKER') return { is_broker_enabled: 0 };
  if (option === 'NEW_BROKER') return { is_broker_enabled: 1, service_broker_guid: newGuid(name) };
  throw failAt(line, 102, `Incorrect syntax near '${option}'.`, 15);
}

function newGuid(name: string): string {
  const hex = Buffer.from(bytesFor(`broker ${name}`, 16))
    .toString('hex')
    .toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function change(name: string, option: string, set: Columns, { state, line }: DdlContext): void {
  const database = state.findDatabase(name);
  const sysadminOnly = option === 'TRUSTWORTHY' || option === 'DB_CHAINING';
  const may =
    database !== undefined &&
    (sysadminOnly
      ? state.rights.isSysadmin
      : state.rights.has('ALTER ANY DATABASE') || state.rightsIn(database.name).has('ALTER'));
  if (!may || database === undefined) {
    throw failAt(
      line,
      5011,
      `User does not have permission to alter database '${name}', the database does not exist, or the database is not in a state that allows access checks.`,
      14,
    );
  }
  if (option === 'TRUSTWORTHY' && ['master', 'model', 'tempdb'].includes(database.name)) {
    throw failAt(line, 5058, `Option 'TRUSTWORTHY' cannot be set in database '${name}'.`);
  }
  if (option.endsWith('_BROKER') && state.server.settings.busy.includes(database.name))
    throw inUse(line, name);
  serverTable(state, 'sys.databases').update({ name: database.name }, set);
}

/** The broker is switched in a database that nobody else is in; the reason comes as an error before the one that says so. */
function inUse(line: number, name: string): EngineError {
  const message = `Database state cannot be changed while other users are using the database '${name}'`;
  const why = new EngineError({ line, number: 5070, message });
  return new EngineError({ line, number: 5069, message: 'ALTER DATABASE statement failed.' }, [why]);
}
