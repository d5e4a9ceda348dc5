// System procedures that security scripts call, and RECONFIGURE. Sources: their pages in "System stored procedures".
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import { keyOf } from '../sql/value.ts';
import { AGENT_PROCEDURES } from './agent-procedures.ts';
import type { DdlContext } from './ddl-context.ts';
import { noPermission } from './errors.ts';
import { JOB_PROCEDURES } from './job-procedures.ts';
import { LINKED_PROCEDURES } from './linked-servers.ts';
import { MAIL_PROCEDURES } from './mail-procedures.ts';
import { nextId, serverTable } from './principals.ts';
import { requireServer } from './rights.ts';
import { SSIS_PROCEDURES } from './ssis-procedures.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';
import { setTriggerOrder } from './triggers.ts';

/** An argument's value; named, or by its place. */
export interface Argument {
  readonly name?: string;
  readonly value: Value;
}

/** Runs a system procedure, or one of the schema `catalog` by its name behind that; false when there is none. */
export function runSystemProcedure(name: string, given: readonly Argument[], context: DdlContext): boolean {
  const procedure = PROCEDURES[name.toLowerCase()];
  if (procedure === undefined) return false;
  const values = new Map<string, Value>();
  given.forEach(({ name: to, value }, index) => {
    const parameter = to === undefined ? procedure.parameters[index] : to.toLowerCase();
    if (parameter === undefined || !procedure.parameters.includes(parameter)) {
      throw failAt(context.line, 8145, `${to ?? ''} is not a parameter for procedure ${name}.`);
    }
    values.set(parameter, value);
  });
  procedure.run((parameter) => values.get(parameter) ?? null, context);
  return true;
}

const PROCEDURES: Readonly<Record<string, SystemProcedure>> = {
  ...AGENT_PROCEDURES,
  ...LINKED_PROCEDURES,
  ...JOB_PROCEDURES,
  ...MAIL_PROCEDURES,
  ...SSIS_PROCEDURES,
  sp_configure: { parameters: ['@configname', '@configvalue'], run: configure },
  sp_settriggerorder: {
    parameters: ['@triggername', '@order', '@stmttype', '@namespace'],
    run: setTriggerOrder,
  },
  sp_xp_cmdshell_proxy_account: { parameters: ['@account_name', '@password'], run: setProxyAccount },
  sp_add_trusted_assembly: { parameters: ['@hash', '@description'], run: trust },
  sp_drop_trusted_assembly: { parameters: ['@hash'], run: distrust },
  sp_addmessage: {
    parameters: ['@msgnum', '@severity', '@msgtext', '@lang', '@with_log', '@replace'],
    run: addMessage,
  },
  sp_dropmessage: { parameters: ['@msgnum', '@lang'], run: dropMessage },
};

const OPTIONS = 'sys.configurations';

function configure(value: Values, { state, line }: DdlContext): void {
  const table = serverTable(state, OPTIONS);
  const name = String(value('@configname')).toLowerCase();
  const advanced = table.records({ name: 'show advanced options' })[0]?.value_in_use;
  const option = table.records((row) => String(row.name).toLowerCase() === name)[0];
  if (option === undefined || (option.is_advanced === 1 && Number(advanced) !== 1)) {
    throw failAt(
      line,
      15123,
      `The configuration option '${String(value('@configname'))}' does not exist, or it may be an advanced option.`,
    );
  }
  const wanted = value('@configvalue');
  if (wanted === null) return;
  requireServer(state, line, 'ALTER SETTINGS');
  const number = Number(wanted);
  if (number < Number(option.minimum ?? 0) || number > Number(option.maximum ?? number)) {
    throw failAt(
      line,
      15129,
      `'${number}' is not a valid value for configuration option '${String(option.name)}'.`,
    );
  }
  table.update({ name: option.name }, { value: number });
}

/** Installs every pending value of a dynamic option, whoever left it pending. */
export function reconfigure({ state, line }: DdlContext): void {
  requireServer(state, line, 'ALTER SETTINGS');
  const table = serverTable(state, OPTIONS);
  for (const row of table.records((one) => one.is_dynamic === 1 && one.value !== one.value_in_use)) {
    if (row.name === 'min server memory (MB)' && row.value === 0) continue;
    table.update({ name: row.name }, { value_in_use: row.value });
  }
}

const PROXY = '##xp_cmdshell_proxy_account##';

/** The credential by which others than sysadmin run xp_cmdshell. */
function setProxyAccount(value: Values, { state, line }: DdlContext): void {
  requireServer(state, line, 'CONTROL SERVER');
  const table = serverTable(state, 'sys.credentials');
  const there = table.records({ name: PROXY })[0];
  const account = value('@account_name');
  if (account === null) table.delete({ name: PROXY });
  else if (there !== undefined) table.update({ name: PROXY }, { credential_identity: account });
  else
    table.insert({
      name: PROXY,
      credential_id: nextId(table, 'credential_id', 100, Number.POSITIVE_INFINITY),
      credential_identity: account,
    });
}

const ASSEMBLIES = 'sys.trusted_assemblies';

function sameHash(hash: Value) {
  const key = keyOf(hash, undefined);
  return (row: { readonly hash?: Value | undefined }) => keyOf(row.hash ?? null, undefined) === key;
}

function trust(value: Values, { state, line }: DdlContext): void {
  if (state.server.version < 2017)
    throw failAt(line, 2812, "Could not find stored procedure 'sp_add_trusted_assembly'.");
  requireServer(state, line, 'CONTROL SERVER');
  const hash = value('@hash');
  if (!(hash instanceof Uint8Array) || hash.length !== 64) {
    throw failAt(line, 10342, 'The hash is not a SHA2_512 hash of 64 bytes.'); // number and words are a guess
  }
  const table = serverTable(state, ASSEMBLIES);
  if (table.records(sameHash(hash)).length > 0) {
    throw failAt(line, 10341, 'The hash of the assembly is already in the list of trusted assemblies.'); // a guess
  }
  table.insert({ hash, description: value('@description'), created_by: state.identity.name });
}

function distrust(value: Values, { state, line }: DdlContext): void {
  requireServer(state, line, 'CONTROL SERVER');
  const gone = serverTable(state, ASSEMBLIES).delete(sameHash(value('@hash')));
  if (gone === 0) throw failAt(line, 10343, 'The hash is not in the list of trusted assemblies.'); // a guess
}

const MESSAGES = 'sys.messages';
const ENGLISH = 1033;

function addMessage(value: Values, { state, line }: DdlContext): void {
  if (!state.rights.isSysadmin && !state.rights.has('ALTER SETTINGS')) throw noPermission(line);
  const id = Number(value('@msgnum'));
  if (!(id > 50_000))
    throw failAt(line, 15040, 'User-defined error messages must have an ID greater than 50000.');
  const severity = Number(value('@severity'));
  if (!(severity >= 1 && severity <= 25))
    throw failAt(line, 15041, 'User-defined error messages must have a severity level between 1 and 25.');
  const language = languageId(value('@lang'), { state, line });
  const table = serverTable(state, MESSAGES);
  const english = table.records({ message_id: id, language_id: ENGLISH })[0];
  if (language !== ENGLISH && english === undefined) {
    throw failAt(
      line,
      15279,
      `You must add the us_english version of this message before you can add the '${String(value('@lang'))}' version.`,
    );
  }
  const there = table.records({ message_id: id, language_id: language }).length > 0;
  if (there && String(value('@replace')).toLowerCase() !== 'replace') {
    throw failAt(line, 15043, "You must specify 'REPLACE' to overwrite an existing message.");
  }
  const row = {
    message_id: id,
    language_id: language,
    severity,
    is_event_logged: isTrue(value('@with_log')) ? 1 : 0,
    text: value('@msgtext'),
  };
  table.delete({ message_id: id, language_id: language });
  table.insert(row);
}

const isTrue = (value: Value): boolean => String(value).toUpperCase() === 'TRUE';

function languageId(name: Value, { state, line }: DdlContext): number {
  if (name === null) return ENGLISH;
  const wanted = String(name).toLowerCase();
  const found = serverTable(state, 'sys.syslanguages').records((row) =>
    [row.name, row.alias].some((one) => String(one).toLowerCase() === wanted),
  )[0];
  if (found === undefined)
    throw failAt(line, 15033, `'${String(name)}' is not a valid official language name.`);
  return Number(found.msglangid);
}

function dropMessage(value: Values, { state, line }: DdlContext): void {
  if (!state.rights.isSysadmin && !state.rights.has('ALTER SETTINGS')) throw noPermission(line);
  const id = Number(value('@msgnum'));
  const all = String(value('@lang')).toLowerCase() === 'all';
  const language = all ? undefined : languageId(value('@lang'), { state, line });
  const gone = serverTable(state, MESSAGES).delete(
    (row) => row.message_id === id && (all || row.language_id === language),
  );
  if (gone === 0)
    throw failAt(line, 15179, `The message number ${id} or specified language version does not exist.`);
}
