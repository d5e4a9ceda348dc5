// Procedures of msdb about who may send mail by which profile of Database Mail. Sources: "sysmail_add_principalprofile_sp",
// "sysmail_update_principalprofile_sp", "sysmail_delete_principalprofile_sp (Transact-SQL)".
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import { keyOf } from '../sql/value.ts';
import type { RowRecord } from '../store/table.ts';
import { inMsdb } from './agent-procedures.ts';
import type { DdlContext } from './ddl-context.ts';
import { databasePrincipal, databaseTable, rowNamed } from './principals.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';

const PROFILES = 'dbo.sysmail_profile';
const USERS = 'dbo.sysmail_principalprofile';
const WHOSE = ['@principal_id', '@principal_name', '@profile_id', '@profile_name'];
const PUBLIC = Uint8Array.of(0);

/** The procedures, by name in lower case. */
export const MAIL_PROCEDURES: Readonly<Record<string, SystemProcedure>> = {
  sysmail_add_principalprofile_sp: { parameters: [...WHOSE, '@is_default'], run: inMsdb(add) },
  sysmail_update_principalprofile_sp: { parameters: [...WHOSE, '@is_default'], run: inMsdb(update) },
  sysmail_delete_principalprofile_sp: { parameters: WHOSE, run: inMsdb(remove) },
};

interface Whose {
  readonly profile_id: Value;
  readonly sid: Value;
  readonly rows: readonly RowRecord[];
}

function whose(values: Values, context: DdlContext): Whose {
  const { state, line } = context;
  const name = String(values('@profile_name') ?? '');
  const profile = rowNamed(databaseTable(state, PROFILES), name, state);
  const sid = sidOf(values, context);
  if (sid === null) throw failAt(line, 14607, 'principal name is not valid');
  if (profile === undefined) throw failAt(line, 14607, 'profile name is not valid');
  const rows = databaseTable(state, USERS).records((row) => isOf(row, sid));
  return { profile_id: profile.profile_id ?? null, sid, rows };
}

/** Users of logins, accounts and groups have a SID; `public` is 0x00 here. */
function sidOf(values: Values, { state }: DdlContext): Value {
  const name = String(values('@principal_name') ?? '');
  if (name === 'public' || values('@principal_id') === 0) return PUBLIC;
  const found = databasePrincipal(state, name);
  return 'SUGEX'.includes(String(found?.type ?? '-')) ? (found?.sid ?? null) : null;
}

function add(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const { profile_id, sid, rows } = whose(values, context);
  const is_default = Number(values('@is_default'));
  if (is_default === 0 && rows.length === 0)
    throw failAt(line, 14600, 'The first profile has to be the default one.'); // number and words are a guess
  if (rows.some((row) => row.profile_id === profile_id))
    throw failAt(line, 2627, 'Violation of PRIMARY KEY constraint.');
  const table = databaseTable(state, USERS);
  if (is_default === 1) table.update((row) => isOf(row, sid), { is_default: 0 });
  table.insert({ profile_id, principal_sid: sid, is_default });
}

function update(values: Values, context: DdlContext): void {
  const { profile_id, sid } = whose(values, context);
  const table = databaseTable(context.state, USERS);
  const is_default = Number(values('@is_default'));
  if (is_default === 1) table.update((row) => isOf(row, sid), { is_default: 0 });
  table.update((row) => isOf(row, sid) && row.profile_id === profile_id, { is_default });
}

function remove(values: Values, context: DdlContext): void {
  const { profile_id, sid } = whose(values, context);
  databaseTable(context.state, USERS).delete((row) => isOf(row, sid) && row.profile_id === profile_id);
}

const isOf = (row: RowRecord, sid: Value): boolean =>
  keyOf(row.principal_sid ?? null, undefined) === keyOf(sid, undefined);
