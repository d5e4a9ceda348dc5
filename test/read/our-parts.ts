// The reader's statements as parts, in their order.
import type {
  Execute,
  LoginOptions,
  PasswordClause,
  PermissionStatement,
  SecurableName,
  Statement,
  StatementOf,
  UserOptions,
} from '../../src/parse/tree/statement.ts';
import { GIVEN, type Part, type PartPlace } from './part.ts';

type Said = Omit<Part, keyof PartPlace>;
type Options = Readonly<Record<string, string | undefined>>;

/** The parts of a script's statements. */
export function ourParts(statements: readonly Statement[]): Part[] {
  const walk = new Walk();
  walk.all(statements);
  return walk.parts;
}

class Walk {
  readonly parts: Part[] = [];
  #database: string | undefined;
  /** What #regrant_database last said. */
  #regrant: string | undefined;
  #guards = 0;
  #path: readonly string[] = [];
  #line: number | undefined;

  all(statements: readonly Statement[]): void {
    for (const statement of statements) this.#walk(statement);
  }

  #walk(statement: Statement): void {
    switch (statement.kind) {
      case 'if':
      case 'while':
        this.#guards += 1;
        this.all(statement.body);
        if (statement.kind === 'if') this.all(statement.otherwise);
        this.#guards -= 1;
        return;
      case 'try':
        this.all(statement.body);
        this.all(statement.handler);
        return;
      case 'execute':
        this.#execute(statement);
        return;
      case 'regrant-database':
        this.#regrant = statement.database;
        return;
      default:
        this.#add(statement);
    }
  }

  #execute(statement: Execute): void {
    const { wrapper, span } = statement;
    const isCall = wrapper === 'string' && statement.database !== undefined;
    const outer = [this.#database, this.#path, this.#line, this.#guards] as const;
    const regrant = wrapper.startsWith('#regrant') ? this.#regrant : undefined;
    this.#database = statement.database ?? regrant ?? this.#database;
    if (!isCall) this.#path = [...this.#path, wrapper === 'string' ? 'EXEC' : wrapper];
    this.#line ??= span.line;
    if (statement.guard !== undefined || statement.access !== undefined) this.#guards += 1;
    this.all(statement.statements);
    [this.#database, this.#path, this.#line, this.#guards] = outer;
  }

  #add(statement: Statement): void {
    if (statement.kind === 'use') this.#database = statement.database;
    const said = saidBy(statement);
    if (said === undefined) return;
    const line = this.#line ?? statement.span.line;
    const place = { line, guards: this.#guards, path: this.#path.join(' > ') };
    this.parts.push({
      ...said,
      ...place,
      ...(this.#database === undefined ? {} : { database: this.#database }),
    });
    if (statement.kind === 'create-schema') this.all(statement.elements);
  }
}

function saidBy(statement: Statement): Said | undefined {
  switch (statement.kind) {
    case 'grant':
    case 'deny':
    case 'revoke':
      return permission(statement);
    case 'alter-authorization': {
      const { securable, owner } = statement;
      const rest = owner === undefined ? { options: { 'SCHEMA OWNER': 'ON' } } : { owner };
      return { verb: 'ALTER AUTHORIZATION', ...on(securable, []), ...rest };
    }
    case 'create-login':
      return createLogin(statement);
    case 'alter-login': {
      const { name, action, credential } = statement;
      if (action === 'set') return { verb: 'ALTER LOGIN', name, options: loginOptions(statement.options) };
      const verb = `ALTER LOGIN ${action.toUpperCase().replace('-', ' ')}`;
      return credential === undefined ? { verb, name } : { verb, name, member: credential };
    }
    case 'create-user':
      return createUser(statement);
    case 'alter-user':
      return { verb: 'ALTER USER', name: statement.name, options: userOptions(statement.options) };
    case 'create-role':
    case 'create-server-role':
      return { verb: words(statement.kind), name: statement.name, ...owned(statement.owner) };
    case 'alter-role':
    case 'alter-server-role': {
      const { kind, name, action, operand } = statement;
      if (action === 'rename') return { verb: words(kind), name, newName: operand };
      return { verb: `${words(kind)} ${words(action)}`, name, member: operand };
    }
    case 'create-application-role':
    case 'alter-application-role':
      return applicationRole(statement);
    case 'create-schema':
      return {
        verb: 'CREATE SCHEMA',
        ...(statement.name === undefined ? {} : { name: statement.name }),
        ...owned(statement.owner),
      };
    case 'alter-schema': {
      const { name, entity } = statement;
      // Microsoft's parser drops the empty names in front here, and nowhere else.
      const parts = entity.slice(entity.findIndex((part) => part !== ''));
      return { verb: 'ALTER SCHEMA', name, class: statement.class, securable: [parts, []] };
    }
    case 'drop': {
      const { dropped, name, ifExists } = statement;
      return { verb: `DROP ${words(dropped)}`, name, ifExists };
    }
    case 'create-credential':
    case 'alter-credential': {
      const { kind, name, isDatabaseScoped, identity, hasSecret, provider } = statement;
      const verb = isDatabaseScoped ? kind.replace('-', '-database-scoped-') : kind;
      const options = plain({ IDENTITY: identity, SECRET: hasSecret ? GIVEN : undefined });
      return {
        verb: words(verb),
        name,
        options,
        ...(provider === undefined ? {} : { sourceName: provider }),
      };
    }
    case 'use':
      return { verb: 'USE', name: statement.database };
    case 'alter-database-set': {
      const options = Object.entries(statement.options).map(([word, value]) => [word, value || 'ON']);
      const { database: name } = statement;
      return {
        verb: 'ALTER DATABASE SET',
        ...(name === undefined ? {} : { name }),
        options: Object.fromEntries(options) as Record<string, string>,
      };
    }
    case 'reconfigure':
      return { verb: 'RECONFIGURE', options: plain({ OVERRIDE: flag(statement.isOverride) }) };
    case 'configure':
      return { verb: 'sp_configure', name: statement.name, values: [statement.value] };
    case 'add-trusted-assembly':
    case 'drop-trusted-assembly': {
      const adds = statement.kind === 'add-trusted-assembly';
      const verb = adds ? 'sp_add_trusted_assembly' : 'sp_drop_trusted_assembly';
      return { verb, name: statement.hash, values: adds ? [statement.description] : [] };
    }
    case 'add-message': {
      const { messageId, severity, text, language, isEventLogged, isReplace } = statement;
      return {
        verb: 'sp_addmessage',
        values: [messageId, severity, text, language, isEventLogged, isReplace],
      };
    }
    case 'add-linked-server': {
      const { server, product, provider, dataSource, location, providerString, catalog } = statement;
      const values = [product, provider, dataSource, location, providerString, catalog];
      return { verb: 'sp_addlinkedserver', name: server, values };
    }
    case 'set-trigger-order':
      return { verb: 'sp_settriggerorder', name: statement.name, values: [statement.order, statement.event] };
    case 'set-server-option':
      return { verb: 'sp_serveroption', name: statement.server, values: [statement.option, statement.value] };
    case 'set-network-name':
      return { verb: 'sp_setnetname', name: statement.server, values: [statement.address] };
    case 'set-linked-login': {
      const { server, usesSelf, login, remoteName } = statement;
      return { verb: 'sp_addlinkedsrvlogin', name: server, values: [usesSelf, login, remoteName] };
    }
    case 'drop-linked-login':
      return { verb: 'sp_droplinkedsrvlogin', name: statement.server, values: [statement.login] };
    case 'drop-linked-server':
      return { verb: 'sp_dropserver', name: statement.server, values: [statement.dropsLogins] };
    case 'add-agent-proxy':
    case 'update-agent-proxy': {
      const { kind, name, newName, credential, isEnabled, description } = statement;
      const verb = kind === 'add-agent-proxy' ? 'sp_add_proxy' : 'sp_update_proxy';
      return { verb, name, values: [newName, credential, isEnabled, description] };
    }
    case 'delete-agent-proxy':
      return { verb: 'sp_delete_proxy', name: statement.name };
    case 'grant-proxy-subsystem':
    case 'revoke-proxy-subsystem':
      return { verb: statement.kind, name: statement.proxy, values: [statement.subsystem] };
    case 'grant-proxy-user':
    case 'revoke-proxy-user':
      return { verb: statement.kind, name: statement.proxy, values: [statement.userKind, statement.user] };
    case 'add-mail-profile-user':
    case 'update-mail-profile-user':
    case 'delete-mail-profile-user':
      return { verb: statement.kind, name: statement.profile, values: [statement.user, statement.isDefault] };
    case 'update-agent-job': {
      const { name, newName, owner, category, isEnabled } = statement;
      return { verb: 'sp_update_job', name, values: [newName, owner, category, isEnabled] };
    }
    case 'add-agent-job': {
      const { name, owner, category, isEnabled } = statement;
      return { verb: 'sp_add_job', name, values: [owner, category, isEnabled] };
    }
    case 'add-agent-operator':
    case 'update-agent-operator': {
      const { kind, name, newName, isEnabled, email, pager, netSend, category } = statement;
      return { verb: kind, name, values: [newName, isEnabled, email, pager, netSend, category] };
    }
    case 'add-agent-category':
    case 'delete-agent-category':
      return { verb: statement.kind, name: statement.name, values: [statement.class, statement.type] };
    case 'delete-agent-job':
    case 'delete-agent-operator':
      return { verb: statement.kind, name: statement.name };
    case 'drop-message':
      return { verb: 'sp_dropmessage', values: [statement.messageId, statement.language] };
    default:
      return undefined;
  }
}

function permission(statement: PermissionStatement): Said {
  const { kind, permissions, securable, columns, grantees, grantor } = statement;
  return {
    verb: words(kind),
    permissions: permissions.map((item) => [item.permission, item.columns] as const),
    ...(securable === undefined ? {} : on(securable, columns)),
    principals: grantees.map((grantee) => (grantee.kind === 'principal' ? grantee.name : grantee.kind)),
    ...(grantor === undefined ? {} : { grantor }),
    withGrantOption: statement.withGrantOption,
    grantOptionFor: statement.grantOptionFor,
    cascade: statement.cascade,
  };
}

function on(
  { class: found, name }: SecurableName,
  columns: readonly string[],
): Pick<Said, 'class' | 'securable'> {
  return { ...(found === undefined ? {} : { class: found }), securable: [name, columns] };
}

const SOURCES: Readonly<
  Record<StatementOf<'create-login'>['source'] | StatementOf<'create-user'>['source'], string | undefined>
> = {
  password: 'PASSWORD',
  windows: 'WINDOWS',
  external: 'EXTERNAL PROVIDER',
  certificate: 'CERTIFICATE',
  'asymmetric-key': 'ASYMMETRIC KEY',
  login: 'LOGIN',
  'without-login': 'WITHOUT LOGIN',
  default: undefined,
};

function sourced({
  source,
  sourceName,
}: StatementOf<'create-login'> | StatementOf<'create-user'>): Pick<Said, 'source' | 'sourceName'> {
  const word = SOURCES[source];
  return {
    ...(word === undefined ? {} : { source: word }),
    ...(sourceName === undefined ? {} : { sourceName }),
  };
}

function createLogin(statement: StatementOf<'create-login'>): Said {
  const { name, options } = statement;
  return { verb: 'CREATE LOGIN', name, ...sourced(statement), options: loginOptions(options) };
}

function createUser(statement: StatementOf<'create-user'>): Said {
  const { name, options } = statement;
  return { verb: 'CREATE USER', name, ...sourced(statement), options: userOptions(options) };
}

function loginOptions(options: LoginOptions): Record<string, string> {
  return plain({
    ...password(options.password),
    MUST_CHANGE: flag(options.isMustChange),
    UNLOCK: flag(options.isUnlock),
    SID: options.sid,
    DEFAULT_DATABASE: options.defaultDatabase,
    DEFAULT_LANGUAGE: options.defaultLanguage,
    CHECK_POLICY: onOff(options.isPolicyChecked),
    CHECK_EXPIRATION: onOff(options.isExpirationChecked),
    CREDENTIAL: options.credential,
    'NO CREDENTIAL': flag(options.isCredentialRemoved),
    NAME: options.newName,
    OBJECT_ID: options.objectId,
    TYPE: options.externalType,
  });
}

function userOptions(options: UserOptions): Record<string, string> {
  return plain({
    ...password(options.password),
    NAME: options.newName,
    DEFAULT_SCHEMA: options.defaultSchema === null ? 'NULL' : options.defaultSchema,
    DEFAULT_LANGUAGE: options.defaultLanguage === null ? 'NONE' : options.defaultLanguage,
    LOGIN: options.login,
    SID: options.sid,
    ALLOW_ENCRYPTED_VALUE_MODIFICATIONS: onOff(options.allowEncryptedValueModifications),
    OBJECT_ID: options.objectId,
    TYPE: options.externalType,
  });
}

function applicationRole(statement: StatementOf<'create-application-role' | 'alter-application-role'>): Said {
  const { kind, name, newName, hasPassword, defaultSchema } = statement;
  const options = plain({
    NAME: newName,
    PASSWORD: hasPassword ? GIVEN : undefined,
    DEFAULT_SCHEMA: defaultSchema,
  });
  return { verb: words(kind), name, options };
}

function password(clause: PasswordClause | undefined): Options {
  if (clause === undefined || clause.form === 'none') return {};
  return { PASSWORD: clause.hash ?? GIVEN, HASHED: flag(clause.form === 'hash') };
}

const words = (kind: string): string => kind.toUpperCase().replaceAll('-', ' ');
const owned = (owner: string | undefined): { owner?: string } => (owner === undefined ? {} : { owner });
const flag = (value: boolean | undefined): string | undefined => (value === true ? 'ON' : undefined);
const onOff = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'ON' : 'OFF';

function plain(options: Options): Record<string, string> {
  const given = Object.entries(options).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}
