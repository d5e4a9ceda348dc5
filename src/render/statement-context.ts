// A step's values into what its template sees: each value quoted for its place by the action's table. A template
// never gets a raw name.
import { foundMade } from '../define/made.ts';
import { LINKED_SERVER_OPTIONS, type LinkedServerOptionName } from '../model/catalog/linked-server-option.ts';
import { isPrincipalClass, typesOfClass } from '../model/catalog/principal-kind.ts';
import type { SecurableClass } from '../model/catalog/securable-class.ts';
import { SECURABLE_CLASSES } from '../model/catalog/securable-class.ts';
import { PLACEHOLDER } from '../model/script-protocol.ts';
import type { Statement } from '../plan/plan.ts';
import type { ActionName } from '../plan/steps/action.ts';
import { ACTIONS, actionRow } from '../plan/steps/action.ts';
import type { Values, ValueTypes } from '../plan/steps/parameter-kind.ts';
import { kindOf, PARAMETER_KINDS } from '../plan/steps/parameter-kind.ts';
import type { SecurableName } from '../text/quote.ts';
import {
  auditFilter,
  binary,
  guid,
  identifier,
  inText,
  integer,
  keyword,
  listenerAddress,
  qualified,
  securable,
  text,
} from '../text/quote.ts';

/** A name in the forms a template may need: `[a]`, `N'a'`, and `[a]` as it stands inside a string constant. */
interface NameContext {
  readonly name: string;
  readonly text: string;
  readonly nameInText: string;
}

interface SecurableContext {
  readonly sql: string;
  /** Of an object, its name as OBJECT_ID takes it. */
  readonly object: string | undefined;
}

/** An owner, and the query that finds the securable where it has that owner already. */
interface OwnerContext extends NameContext {
  readonly found: string;
}

/** How the statement is to be written. */
export interface StatementForm {
  /** Whether it says what has to be so for it to be run, as a script's statements do. */
  readonly guarded: boolean;
  /** What stands for each secret, where none is to be seen. */
  readonly mask?: string;
}

/** The form of a script's statements. */
const TO_RUN: StatementForm = { guarded: true };

/** The context of a statement's template. */
export function statementContext(
  { action, values }: Statement,
  { guarded, mask }: StatementForm = TO_RUN,
): Record<string, unknown> {
  const context: Record<string, unknown> = { placeholder: PLACEHOLDER, guarded };
  const given = values as Values;
  for (const { name, kind, isSecret } of PARAMETERS[action]) {
    const value = given[name];
    if (value === undefined) context[name] = undefined;
    else context[name] = isSecret && mask !== undefined ? mask : QUOTED[kind](value as never, given);
  }
  return context;
}

interface Parameter {
  readonly name: string;
  readonly kind: keyof ValueTypes;
  readonly isSecret: boolean;
}

const PARAMETERS = Object.fromEntries(
  Object.keys(ACTIONS).map((action) => [
    action,
    Object.entries(actionRow(action as ActionName).parameters).map(([name, mark]) => {
      const { kind } = kindOf(mark);
      return { name, kind, isSecret: PARAMETER_KINDS[kind].secret === true };
    }),
  ]),
) as unknown as Readonly<Record<ActionName, readonly Parameter[]>>;

/** How each kind of value is quoted. A kind that is missing here does not compile. */
const QUOTED: { readonly [K in keyof ValueTypes]: (value: ValueTypes[K], values: Values) => unknown } = {
  name: nameContext,
  login: nameContext,
  principal: nameContext,
  role: nameContext,
  owner: ownerContext,
  text,
  module: text,
  batch: (value) => value,
  made: foundMade,
  predicate: auditFilter,
  guid,
  option: text,
  'server-option': serverOptionContext,
  binary,
  hash: binary,
  permission: keyword,
  words: keyword,
  address: listenerAddress,
  number: integer,
  flag: (value) => value === true,
  encrypted: (value) => value === true,
  securable: securableContext,
  audited: auditedContext,
  scope: (of) => ({ view: of, word: keyword(of.toUpperCase()) }),
  column: identifier,
  release: () => undefined,
};

/** An option, its value, and whether a row of `sys.servers` has another. */
interface ServerOptionContext {
  readonly text: string;
  readonly value: string;
  readonly differs: string;
}

function serverOptionContext(option: LinkedServerOptionName, { value }: Values): ServerOptionContext {
  const { column, type } = LINKED_SERVER_OPTIONS[option];
  const said = typeof value === 'string' ? value : undefined;
  const constant = said === undefined ? 'NULL' : text(said);
  if (type === 'name') {
    const differs =
      said === undefined ? `${column} IS NOT NULL` : `(${column} IS NULL OR ${column} <> ${constant})`;
    return { text: text(option), value: constant, differs };
  }
  const number = type === 'flag' ? Number(said === 'true') : Number(said);
  return { text: text(option), value: constant, differs: `${column} <> ${integer(number)}` };
}

/** Names recur in a script's lines, by the thousand; each is quoted once, or again after so many others. */
const NAMES = new Map<string, NameContext>();
const MOST_NAMES = 10_000;

function nameContext(name: string): NameContext {
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  const delimited = identifier(name);
  const context = { name: delimited, text: text(name), nameInText: inText(delimited) };
  if (NAMES.size >= MOST_NAMES) NAMES.clear();
  NAMES.set(name, context);
  return context;
}

/** The securable of the step before: the permissions on one securable follow each other. */
let last: { readonly on: SecurableName; readonly context: SecurableContext | undefined } | undefined;

function securableContext(on: SecurableName): SecurableContext | undefined {
  const before = last?.on;
  if (
    last === undefined ||
    before?.name !== on.name ||
    before?.schema !== on.schema ||
    before?.class !== on.class
  )
    last = { on, context: newSecurableContext(on) };
  return last.context;
}

/** Undefined for SERVER and for the database that a statement runs in, which take no ON. */
function newSecurableContext(on: SecurableName): SecurableContext | undefined {
  const sql = securable(on);
  if (sql === '') return undefined;
  const { class: kind, schema = '', name = '' } = on;
  const isObject = kind === 'OBJECT';
  return { sql, object: isObject ? text(qualified({ schema, name })) : undefined };
}

/** What an audited action is on, and how a row `d` of its details tells it. */
function auditedContext(on: SecurableName): { readonly sql: string; readonly found: string } {
  const { class: kind, schema = '', name = '' } = on;
  const object = text(qualified({ schema, name }));
  const ids: Partial<Record<SecurableClass, string>> = {
    SCHEMA: `SCHEMA_ID(${text(name)})`,
    OBJECT: `OBJECT_ID(${object})`,
  };
  const id = ids[kind];
  const found = `d.class = ${integer(SECURABLE_CLASSES[kind].number ?? -1)}`;
  return { sql: securable(on), found: id === undefined ? found : `${found} AND d.major_id = ${id}` };
}

function ownerContext(owner: string, { on }: Values): OwnerContext {
  return { ...nameContext(owner), found: foundOwned(on as SecurableName, text(owner)) };
}

/** The query for a securable that an owner has: the table of classes tells where each class keeps its owners. */
function foundOwned({ class: kind, schema, name = '' }: SecurableName, owner: string): string {
  const { scope, view = '', nameColumn = 'name', ownerColumn, ownerSource } = SECURABLE_CLASSES[kind];
  const types = isPrincipalClass(kind) ? typesOfClass(kind).map((type) => `type = '${type}' AND `) : [];
  const within = schema === undefined ? '' : `schema_id = SCHEMA_ID(${text(schema)}) AND `;
  // The owner of a database is kept twice, and a restore may leave the two different.
  if (kind === 'DATABASE')
    return `SELECT 1 FROM sys.databases AS d JOIN sys.database_principals AS u ON u.sid = d.owner_sid WHERE d.name = ${text(name)} AND d.owner_sid = SUSER_SID(${owner}) AND u.principal_id = 1`;
  if (scope === 'database')
    return `SELECT 1 FROM ${view} WHERE ${types.join('')}${within}${nameColumn} = ${text(name)} AND ${ownerColumn} = DATABASE_PRINCIPAL_ID(${owner})`;
  const source = ownerSource ?? { from: `${view} AS r`, nameColumn: `r.${nameColumn}`, row: 'r' };
  const id = ownerColumn === 'owner_sid' ? 'sid' : 'principal_id';
  const join = `JOIN sys.server_principals AS o ON o.${id} = ${source.row}.${ownerColumn}`;
  const typed = types.map((type) => `r.${type}`).join('');
  return `SELECT 1 FROM ${source.from} ${join} WHERE ${typed}${source.nameColumn} = ${text(name)} AND o.name = ${owner}`;
}
