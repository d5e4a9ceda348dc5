// System procedures that change security, and the statements each stands for ("Security Stored Procedures",
// "sp_configure", "sp_addmessage", "sp_add_trusted_assembly (Transact-SQL)"). One row per procedure: its parameters
// in their order, those it cannot do without, and what it does.
import type { Hex } from '../model/fact.ts';
import { castValue } from './evaluate.ts';
import { hexOf } from './parse-option.ts';
import type { LoginOptions, Span, Statement } from './statement.ts';
import type { Value } from './value.ts';

/** Arguments by parameter name (lower case, without `@`); absent for NULL, DEFAULT and those not given. */
export type Bound = Readonly<Record<string, Value>>;

/** What a translation may say: statements, or why there are none. */
export type Translation =
  | { readonly statements: readonly Statement[] }
  | { readonly problem: string }
  /** Known and without effect on security. */
  | { readonly nothing: true };

/** One procedure. */
export interface ProcedureRow {
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  readonly translate: (values: Arguments, node: NodeParts) => Translation;
}

/** The parts every statement of a translation has. */
export interface NodeParts {
  readonly span: Span;
  readonly via: string;
}

/** The largest int. */
const INT = 2_147_483_647;

/** Typed access to the arguments of a call. */
export class Arguments {
  readonly #bound: Bound;

  #misfit: string | undefined;

  constructor(bound: Bound) {
    this.#bound = bound;
  }

  /** The first argument that was asked for as text and is none. */
  get misfit(): string | undefined {
    return this.#misfit;
  }

  text(name: string): string | undefined {
    const value = castValue(this.#bound[name], 'NVARCHAR(MAX)', 0);
    if (value?.type === 'string') return value.value;
    if (this.has(name)) this.#misfit ??= name;
    return undefined;
  }

  number(name: string): number | undefined {
    const value = this.#bound[name];
    const isText = value?.type === 'string' && /^[+-]?\d+$/.test(value.value);
    const number = value?.type === 'number' || isText ? Number(value.value) : undefined;
    return number !== undefined && Math.trunc(number) === number && Math.abs(number) <= INT
      ? number
      : undefined;
  }

  hex(name: string): Hex | undefined {
    const value = this.#bound[name];
    return value?.type === 'binary' ? hexOf(value.value) : undefined;
  }

  has(name: string): boolean {
    return this.#bound[name] !== undefined && this.#bound[name]?.type !== 'null';
  }
}

const member =
  (
    kind: 'alter-role' | 'alter-server-role',
    action: 'add-member' | 'drop-member',
    role: string,
    who: string,
  ) =>
  (values: Arguments, node: NodeParts): Translation => ({
    statements: [{ kind, action, name: values.text(role) ?? '', operand: values.text(who) ?? '', ...node }],
  });

const dropped =
  (kind: Extract<Statement, { kind: 'drop' }>['dropped'], parameter: string) =>
  (values: Arguments, node: NodeParts): Translation => ({
    statements: [
      { kind: 'drop', dropped: kind, name: values.text(parameter) ?? '', ifExists: false, ...node },
    ],
  });

function row(
  parameters: string,
  required: string,
  translate: (values: Arguments, node: NodeParts) => Translation,
): ProcedureRow {
  return {
    parameters: parameters.split(' '),
    required: required === '' ? [] : required.split(' '),
    translate,
  };
}

function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function addLogin(values: Arguments, node: NodeParts): Translation {
  const hashed = values.text('encryptopt')?.toLowerCase().startsWith('skip_encryption') === true;
  const hash = values.hex('passwd');
  const form = hashed ? 'hash' : values.has('passwd') ? 'text' : 'none';
  const options: LoginOptions = {
    password: hashed && hash !== undefined ? { form, hash } : { form },
    ...defined({
      sid: values.hex('sid'),
      defaultDatabase: values.text('defdb'),
      defaultLanguage: values.text('deflanguage'),
    }),
    // The procedure takes passwords that no policy allows: it makes its logins without one (a guess, no page says it).
    isPolicyChecked: false,
    isExpirationChecked: false,
  };
  return {
    statements: [
      { kind: 'create-login', name: values.text('loginame') ?? '', source: 'password', options, ...node },
    ],
  };
}

function grantLogin(values: Arguments, node: NodeParts): Translation {
  const name = values.text('loginame') ?? '';
  return {
    statements: [
      { kind: 'create-login', name, source: 'windows', options: {}, ...node },
      connectSql('grant', name, node),
    ],
  };
}

function denyLogin(values: Arguments, node: NodeParts): Translation {
  const name = values.text('loginame') ?? '';
  return {
    statements: [
      { kind: 'create-login', name, source: 'windows', options: {}, ...node },
      connectSql('deny', name, node),
    ],
  };
}

function connectSql(kind: 'grant' | 'deny', name: string, node: NodeParts): Statement {
  return {
    kind,
    permissions: [{ permission: 'CONNECT SQL', columns: [] }],
    columns: [],
    grantees: [{ kind: 'principal', name }],
    withGrantOption: false,
    grantOptionFor: false,
    cascade: false,
    ...node,
  };
}

function setLogin(options: (values: Arguments) => LoginOptions) {
  return (values: Arguments, node: NodeParts): Translation => ({
    statements: [
      {
        kind: 'alter-login',
        name: values.text('loginame') ?? '',
        action: 'set',
        options: options(values),
        ...node,
      },
    ],
  });
}

/** sp_adduser and sp_grantdbaccess also make a schema of the user's name. guest is only let in. */
function addUser(values: Arguments, node: NodeParts): Translation {
  const login = values.text('loginame') ?? '';
  const name = values.text('name_in_db') ?? login;
  if (name === 'guest') {
    const connect = connectSql('grant', name, node);
    const permissions = [{ permission: 'CONNECT', columns: [] }];
    return { statements: [{ ...connect, permissions } as Statement] };
  }
  const role = values.text('grpname');
  return {
    statements: [
      {
        kind: 'create-user',
        name,
        source: 'login',
        sourceName: login,
        options: { defaultSchema: name },
        ...node,
      },
      { kind: 'create-schema', name, owner: name, elements: [], ...node },
      ...(role === undefined ? [] : [addMember(role, name, node)]),
    ],
  };
}

function addMember(role: string, operand: string, node: NodeParts): Statement {
  return { kind: 'alter-role', action: 'add-member', name: role, operand, ...node };
}

/** sp_addrole also makes a schema that the role owns: its page asks for CREATE SCHEMA. */
function addRole(values: Arguments, node: NodeParts): Translation {
  const name = values.text('rolename') ?? '';
  return {
    statements: [
      { kind: 'create-role', name, ...defined({ owner: values.text('ownername') }), ...node },
      { kind: 'create-schema', name, owner: name, elements: [], ...node },
    ],
  };
}

function changeUsersLogin(values: Arguments, node: NodeParts): Translation {
  const action = values.text('action')?.toLowerCase();
  const name = values.text('usernamepattern');
  if (action === 'report') return { nothing: true };
  if (name === undefined) return { problem: 'the user is not given' };
  if (action === 'auto_fix') {
    return { statements: [{ kind: 'alter-user', name, options: { login: name }, ...node }] };
  }
  const login = values.text('loginname');
  if (action !== 'update_one' || login === undefined)
    return { problem: 'the action or the login is not one it takes' };
  return { statements: [{ kind: 'alter-user', name, options: { login }, ...node }] };
}

function configure(values: Arguments, node: NodeParts): Translation {
  const name = values.text('configname');
  const value = values.number('configvalue');
  if (name === undefined || (!values.has('configvalue') && value === undefined)) return { nothing: true };
  return value === undefined
    ? { problem: 'the value is no number' }
    : { statements: [{ kind: 'configure', name, value, ...node }] };
}

function trustedAssembly(kind: 'add-trusted-assembly' | 'drop-trusted-assembly') {
  return (values: Arguments, node: NodeParts): Translation => {
    const hash = values.hex('hash');
    if (hash === undefined) return { problem: 'the hash is no binary value' };
    const description = kind === 'add-trusted-assembly' ? { description: values.text('description') } : {};
    return { statements: [{ kind, hash, ...defined(description), ...node }] };
  };
}

function addMessage(values: Arguments, node: NodeParts): Translation {
  const messageId = values.number('msgnum');
  const severity = values.number('severity');
  const text = values.text('msgtext');
  if (messageId === undefined || severity === undefined || text === undefined) {
    return { problem: 'its number, severity and text must all be given' };
  }
  return {
    statements: [
      {
        kind: 'add-message',
        messageId,
        severity,
        text,
        ...defined({ language: values.text('lang') }),
        isEventLogged: values.text('with_log')?.toUpperCase() === 'TRUE',
        isReplace: values.text('replace')?.toLowerCase() === 'replace',
        ...node,
      },
    ],
  };
}

function dropMessage(values: Arguments, node: NodeParts): Translation {
  const messageId = values.number('msgnum');
  if (messageId === undefined) return { problem: 'its number must be given' };
  return {
    statements: [{ kind: 'drop-message', messageId, ...defined({ language: values.text('lang') }), ...node }],
  };
}

function changeOwner(values: Arguments, node: NodeParts): Translation {
  const owner = values.text('loginame') ?? '';
  return {
    statements: [{ kind: 'alter-authorization', securable: { class: 'DATABASE', name: [] }, owner, ...node }],
  };
}

/** The procedures, by name in lower case. */
export const PROCEDURES: ReadonlyMap<string, ProcedureRow> = new Map(
  Object.entries({
    sp_addlogin: row('loginame passwd defdb deflanguage sid encryptopt', 'loginame', addLogin),
    sp_grantlogin: row('loginame', 'loginame', grantLogin),
    sp_denylogin: row('loginame', 'loginame', denyLogin),
    sp_revokelogin: row('loginame', 'loginame', dropped('login', 'loginame')),
    sp_droplogin: row('loginame', 'loginame', dropped('login', 'loginame')),
    sp_defaultdb: row(
      'loginame defdb',
      'loginame defdb',
      setLogin((v) => defined({ defaultDatabase: v.text('defdb') })),
    ),
    sp_defaultlanguage: row(
      'loginame language',
      'loginame language',
      setLogin((v) => defined({ defaultLanguage: v.text('language') })),
    ),
    sp_password: row(
      'old new loginame',
      'loginame',
      setLogin(() => ({ password: { form: 'text' } })),
    ),
    sp_addsrvrolemember: row(
      'loginame rolename',
      'loginame rolename',
      member('alter-server-role', 'add-member', 'rolename', 'loginame'),
    ),
    sp_dropsrvrolemember: row(
      'loginame rolename',
      'loginame rolename',
      member('alter-server-role', 'drop-member', 'rolename', 'loginame'),
    ),
    sp_addrolemember: row(
      'rolename membername',
      'rolename membername',
      member('alter-role', 'add-member', 'rolename', 'membername'),
    ),
    sp_droprolemember: row(
      'rolename membername',
      'rolename membername',
      member('alter-role', 'drop-member', 'rolename', 'membername'),
    ),
    sp_adduser: row('loginame name_in_db grpname', 'loginame', addUser),
    sp_grantdbaccess: row('loginame name_in_db', 'loginame', addUser),
    sp_dropuser: row('name_in_db', 'name_in_db', dropped('user', 'name_in_db')),
    sp_revokedbaccess: row('name_in_db', 'name_in_db', dropped('user', 'name_in_db')),
    sp_change_users_login: row('action usernamepattern loginname password', 'action', changeUsersLogin),
    sp_addrole: row('rolename ownername', 'rolename', addRole),
    sp_droprole: row('rolename', 'rolename', dropped('role', 'rolename')),
    sp_addapprole: row('rolename password', 'rolename', (values, node) => ({
      statements: [
        { kind: 'create-application-role', name: values.text('rolename') ?? '', hasPassword: true, ...node },
      ],
    })),
    sp_dropapprole: row('rolename', 'rolename', dropped('application-role', 'rolename')),
    sp_changedbowner: row('loginame map', 'loginame', changeOwner),
    sp_configure: row('configname configvalue', '', configure),
    sp_add_trusted_assembly: row('hash description', 'hash', trustedAssembly('add-trusted-assembly')),
    sp_drop_trusted_assembly: row('hash', 'hash', trustedAssembly('drop-trusted-assembly')),
    sp_addmessage: row(
      'msgnum severity msgtext lang with_log replace',
      'msgnum severity msgtext',
      addMessage,
    ),
    sp_dropmessage: row('msgnum lang', 'msgnum', dropMessage),
  }),
);

/** System procedures that are known to change no security; everything else unknown is noted. */
export const HARMLESS_PROCEDURES: ReadonlySet<string> = new Set([
  'sp_addextendedproperty',
  'sp_updateextendedproperty',
  'sp_dropextendedproperty',
  'sp_dbcmptlevel',
  'sp_fulltext_database',
  'sp_help',
  'sp_helptext',
  'sp_helpuser',
  'sp_helprolemember',
  'sp_helprotect',
  'sp_helplogins',
  'sp_who',
  'sp_refreshview',
  'sp_refreshsqlmodule',
  'sp_settriggerorder',
  'sp_tableoption',
  'sp_updatestats',
  'sp_recompile',
  'sp_spaceused',
]);
