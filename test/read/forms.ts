// One row per form of the grammar, under the title of the Microsoft page that gives it. A row is a statement and the
// tree it is read into (places left out; properties that say nothing left out by `permission`).
import { catalogClasses, permissionsOfClass } from '../server/engine/catalog/securable-classes.ts';

/** Rows of one page. */
export interface Page {
  readonly title: string;
  readonly rows: readonly (readonly [statement: string, tree: object])[];
}

interface Rest {
  readonly on?: object;
  readonly columns?: readonly string[];
  readonly to?: readonly string[];
  readonly option?: boolean;
  readonly optionFor?: boolean;
  readonly cascade?: boolean;
  readonly as?: string;
}

/** The tree of a GRANT, DENY or REVOKE. */
function permission(kind: string, names: string, rest: Rest): object {
  return {
    kind,
    permissions: names.split(', ').map((name) => ({ permission: name, columns: [] })),
    ...(rest.on === undefined ? {} : { securable: rest.on }),
    columns: rest.columns ?? [],
    grantees: (rest.to ?? ['u']).map((name) =>
      name === 'public' ? { kind: 'public' } : { kind: 'principal', name },
    ),
    withGrantOption: rest.option ?? false,
    grantOptionFor: rest.optionFor ?? false,
    cascade: rest.cascade ?? false,
    ...(rest.as === undefined ? {} : { grantor: rest.as }),
  };
}

const on = (name: string, found?: string): object =>
  found === undefined ? { name: name.split('.') } : { class: found, name: name.split('.') };

/** The three verbs on one class, as the class's GRANT, DENY and REVOKE pages give them. */
function verbs(title: string, found: string, word: string, name: string): Page[] {
  const securable = on(name, found);
  return [
    {
      title: `GRANT ${title}`,
      rows: [
        [`GRANT ${word} ON ${found}::${name} TO u`, permission('grant', word, { on: securable })],
        [
          `GRANT ${word}, CONTROL ON ${found} :: [${name.split('.').join('].[')}] TO u, [v w] WITH GRANT OPTION AS dbo;`,
          permission('grant', `${word}, CONTROL`, {
            on: securable,
            to: ['u', 'v w'],
            option: true,
            as: 'dbo',
          }),
        ],
      ],
    },
    {
      title: `DENY ${title}`,
      rows: [
        [`DENY ${word} ON ${found}::${name} TO u`, permission('deny', word, { on: securable })],
        [
          `deny ${word.toLowerCase()} on ${found.toLowerCase()}::${name} to u, public cascade as dbo`,
          permission('deny', word, { on: securable, to: ['u', 'public'], cascade: true, as: 'dbo' }),
        ],
      ],
    },
    {
      title: `REVOKE ${title}`,
      rows: [
        [`REVOKE ${word} ON ${found}::${name} FROM u`, permission('revoke', word, { on: securable })],
        [
          `REVOKE GRANT OPTION FOR ${word} ON ${found}::${name} TO u CASCADE AS dbo`,
          permission('revoke', word, { on: securable, optionFor: true, cascade: true, as: 'dbo' }),
        ],
      ],
    },
  ];
}

/** The three verbs on every class of the catalogue, with a permission of its own. A server's are given without ON. */
function classPages(): Page[] {
  return [...catalogClasses().values()]
    .filter(({ word }) => word !== 'SERVER')
    .flatMap(({ word, isInSchema }) => {
      const permissions = permissionsOfClass(word, 2025).filter((name) => name !== 'CONTROL');
      return verbs(`on ${word}`, word, permissions.at(-1) ?? '', isInSchema ? 'dbo.x' : 'x');
    });
}

const text = { form: 'text' };

/** Every page and its forms. */
export const PAGES: readonly Page[] = [
  ...classPages(),
  {
    title: 'GRANT (Transact-SQL)',
    rows: [
      ['GRANT SELECT ON t TO u', permission('grant', 'SELECT', { on: on('t') })],
      [
        'GRANT SELECT ON dbo.t (a, [b c]) TO public',
        permission('grant', 'SELECT', { on: on('dbo.t'), columns: ['a', 'b c'], to: ['public'] }),
      ],
      [
        'GRANT SELECT (a), UPDATE (b, c) ON dbo.t TO u',
        {
          ...permission('grant', 'SELECT', { on: on('dbo.t') }),
          permissions: [
            { permission: 'SELECT', columns: ['a'] },
            { permission: 'UPDATE', columns: ['b', 'c'] },
          ],
        },
      ],
      ['GRANT ALL PRIVILEGES ON dbo.t TO u', permission('grant', 'ALL', { on: on('dbo.t') })],
      ['GRANT ALL TO u', permission('grant', 'ALL', {})],
      ['GRANT SELECT ON ..t TO u', permission('grant', 'SELECT', { on: { name: ['', '', 't'] } })],
      [
        'GRANT ALTER ANY DATABASE EVENT SESSION ADD EVENT TO u',
        permission('grant', 'ALTER ANY DATABASE EVENT SESSION ADD EVENT', {}),
      ],
      ['GRANT SELECT ON "dbo"."t" TO "u"', permission('grant', 'SELECT', { on: on('dbo.t') })],
    ],
  },
  ...(['DENY', 'REVOKE'] as const).map((verb): Page => {
    const kind = verb.toLowerCase();
    const withColumns = (name: string, columns: readonly string[]) => ({ permission: name, columns });
    return {
      title: `${verb} (Transact-SQL)`,
      rows: [
        [`${verb} SELECT ON t TO u`, permission(kind, 'SELECT', { on: on('t') })],
        [
          `${verb} SELECT ON dbo.t (a, [b c]) TO public`,
          permission(kind, 'SELECT', { on: on('dbo.t'), columns: ['a', 'b c'], to: ['public'] }),
        ],
        [
          `${verb} SELECT (a), UPDATE (b, c) ON dbo.t TO u CASCADE AS o`,
          {
            ...permission(kind, 'SELECT', { on: on('dbo.t'), cascade: true, as: 'o' }),
            permissions: [withColumns('SELECT', ['a']), withColumns('UPDATE', ['b', 'c'])],
          },
        ],
        [`${verb} ALL PRIVILEGES ON dbo.t TO u`, permission(kind, 'ALL', { on: on('dbo.t') })],
        [`${verb} ALL TO u, v`, permission(kind, 'ALL', { to: ['u', 'v'] })],
        [`${verb} CREATE TABLE, BACKUP LOG TO u`, permission(kind, 'CREATE TABLE, BACKUP LOG', {})],
        [
          `${verb} EXECUTE ON sys.sp_addlinkedserver TO public`,
          permission(kind, 'EXECUTE', { on: on('sys.sp_addlinkedserver'), to: ['public'] }),
        ],
      ],
    };
  }),
  {
    title: 'REVOKE (Transact-SQL): its own clauses',
    rows: [
      [
        'REVOKE GRANT OPTION FOR ALL ON t FROM u CASCADE',
        permission('revoke', 'ALL', { on: on('t'), optionFor: true, cascade: true }),
      ],
      [
        'REVOKE GRANT OPTION FOR UPDATE (a) ON t FROM u, v CASCADE AS o',
        {
          ...permission('revoke', 'UPDATE', {
            on: on('t'),
            to: ['u', 'v'],
            optionFor: true,
            cascade: true,
            as: 'o',
          }),
          permissions: [{ permission: 'UPDATE', columns: ['a'] }],
        },
      ],
      ['REVOKE SELECT FROM u', permission('revoke', 'SELECT', {})],
    ],
  },
  {
    title: 'GRANT Server Permissions',
    rows: [
      [
        'GRANT CONTROL SERVER TO [CONTOSO\\x] WITH GRANT OPTION AS sa',
        permission('grant', 'CONTROL SERVER', { to: ['CONTOSO\\x'], option: true, as: 'sa' }),
      ],
      [
        'GRANT ALTER TRACE, VIEW SERVER STATE TO u, v',
        permission('grant', 'ALTER TRACE, VIEW SERVER STATE', { to: ['u', 'v'] }),
      ],
      [
        'REVOKE GRANT OPTION FOR CONNECT SQL TO u CASCADE AS v',
        permission('revoke', 'CONNECT SQL', { optionFor: true, cascade: true, as: 'v' }),
      ],
      ['REVOKE VIEW ANY DATABASE FROM public', permission('revoke', 'VIEW ANY DATABASE', { to: ['public'] })],
      ['DENY CONNECT SQL TO u CASCADE', permission('deny', 'CONNECT SQL', { cascade: true })],
    ],
  },
  {
    title: 'GRANT System Object Permissions',
    rows: [
      [
        'GRANT EXECUTE ON sys.sp_addlinkedserver TO public',
        permission('grant', 'EXECUTE', { on: on('sys.sp_addlinkedserver'), to: ['public'] }),
      ],
    ],
  },
  {
    title: 'CREATE LOGIN (Transact-SQL)',
    rows: [
      [
        "CREATE LOGIN a WITH PASSWORD = 'p'",
        { kind: 'create-login', name: 'a', source: 'password', options: { password: text } },
      ],
      [
        "CREATE LOGIN a WITH PASSWORD = N'p' MUST_CHANGE, CHECK_EXPIRATION = ON, CHECK_POLICY = OFF, CREDENTIAL = c",
        {
          kind: 'create-login',
          name: 'a',
          source: 'password',
          options: {
            password: text,
            isMustChange: true,
            isExpirationChecked: true,
            isPolicyChecked: false,
            credential: 'c',
          },
        },
      ],
      [
        'CREATE LOGIN [a] WITH PASSWORD = 0x0200ab HASHED, SID = 0x0AF, DEFAULT_DATABASE = [d], DEFAULT_LANGUAGE = us_english',
        {
          kind: 'create-login',
          name: 'a',
          source: 'password',
          options: {
            password: { form: 'hash', hash: '0x0200AB' },
            sid: '0x00AF',
            defaultDatabase: 'd',
            defaultLanguage: 'us_english',
          },
        },
      ],
      [
        'CREATE LOGIN [D\\a] FROM WINDOWS WITH DEFAULT_DATABASE = d, DEFAULT_LANGUAGE = l',
        {
          kind: 'create-login',
          name: 'D\\a',
          source: 'windows',
          options: { defaultDatabase: 'd', defaultLanguage: 'l' },
        },
      ],
      [
        'CREATE LOGIN [D\\a] FROM WINDOWS;',
        { kind: 'create-login', name: 'D\\a', source: 'windows', options: {} },
      ],
      [
        'CREATE LOGIN [a@b] FROM EXTERNAL PROVIDER',
        { kind: 'create-login', name: 'a@b', source: 'external', options: {} },
      ],
      [
        'CREATE LOGIN [a@b] FROM EXTERNAL PROVIDER WITH DEFAULT_DATABASE = d, DEFAULT_LANGUAGE = l',
        {
          kind: 'create-login',
          name: 'a@b',
          source: 'external',
          options: { defaultDatabase: 'd', defaultLanguage: 'l' },
        },
      ],
      [
        "CREATE LOGIN a WITH PASSWORD = 'p', SID = 0x01",
        { kind: 'create-login', name: 'a', source: 'password', options: { password: text, sid: '0x01' } },
      ],
      [
        'CREATE LOGIN a FROM CERTIFICATE c',
        { kind: 'create-login', name: 'a', source: 'certificate', sourceName: 'c', options: {} },
      ],
      [
        'CREATE LOGIN a FROM ASYMMETRIC KEY k',
        { kind: 'create-login', name: 'a', source: 'asymmetric-key', sourceName: 'k', options: {} },
      ],
      [
        "CREATE LOGIN [a@b] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '4466'",
        { kind: 'create-login', name: 'a@b', source: 'external', options: { objectId: '4466' } },
      ],
      [
        'CREATE LOGIN [a@b] FROM EXTERNAL PROVIDER WITH SID = 0x01, TYPE = X',
        {
          kind: 'create-login',
          name: 'a@b',
          source: 'external',
          options: { sid: '0x01', externalType: 'X' },
        },
      ],
    ],
  },
  {
    title: 'ALTER LOGIN (Transact-SQL)',
    rows: [
      ['ALTER LOGIN a ENABLE', { kind: 'alter-login', name: 'a', action: 'enable', options: {} }],
      ['ALTER LOGIN a DISABLE', { kind: 'alter-login', name: 'a', action: 'disable', options: {} }],
      [
        "ALTER LOGIN a WITH PASSWORD = 'p' OLD_PASSWORD = 'q'",
        { kind: 'alter-login', name: 'a', action: 'set', options: { password: text } },
      ],
      [
        "ALTER LOGIN a WITH PASSWORD = 'p' UNLOCK MUST_CHANGE",
        {
          kind: 'alter-login',
          name: 'a',
          action: 'set',
          options: { password: text, isMustChange: true, isUnlock: true },
        },
      ],
      [
        'ALTER LOGIN a WITH PASSWORD = 0x01 HASHED, CHECK_POLICY = ON',
        {
          kind: 'alter-login',
          name: 'a',
          action: 'set',
          options: { password: { form: 'hash', hash: '0x01' }, isPolicyChecked: true },
        },
      ],
      [
        'ALTER LOGIN a WITH NAME = b, NO CREDENTIAL, DEFAULT_DATABASE = d, DEFAULT_LANGUAGE = l, CHECK_EXPIRATION = OFF',
        {
          kind: 'alter-login',
          name: 'a',
          action: 'set',
          options: {
            newName: 'b',
            isCredentialRemoved: true,
            defaultDatabase: 'd',
            defaultLanguage: 'l',
            isExpirationChecked: false,
          },
        },
      ],
      [
        "ALTER LOGIN a WITH PASSWORD = 'p' MUST_CHANGE UNLOCK, CREDENTIAL = c",
        {
          kind: 'alter-login',
          name: 'a',
          action: 'set',
          options: { password: text, isMustChange: true, isUnlock: true, credential: 'c' },
        },
      ],
      [
        'ALTER LOGIN a WITH CHECK_POLICY = OFF',
        { kind: 'alter-login', name: 'a', action: 'set', options: { isPolicyChecked: false } },
      ],
      [
        'ALTER LOGIN [D\\a] WITH NAME = [D\\b];',
        { kind: 'alter-login', name: 'D\\a', action: 'set', options: { newName: 'D\\b' } },
      ],
      [
        'ALTER LOGIN a ADD CREDENTIAL c',
        { kind: 'alter-login', name: 'a', action: 'add-credential', options: {}, credential: 'c' },
      ],
      [
        'ALTER LOGIN a DROP CREDENTIAL c',
        { kind: 'alter-login', name: 'a', action: 'drop-credential', options: {}, credential: 'c' },
      ],
    ],
  },
  {
    title: 'CREATE USER (Transact-SQL)',
    rows: [
      ['CREATE USER a', { kind: 'create-user', name: 'a', source: 'default', options: {} }],
      [
        'CREATE USER a FOR LOGIN b',
        { kind: 'create-user', name: 'a', source: 'login', sourceName: 'b', options: {} },
      ],
      [
        'CREATE USER a FROM LOGIN b WITH DEFAULT_SCHEMA = s, ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = ON',
        {
          kind: 'create-user',
          name: 'a',
          source: 'login',
          sourceName: 'b',
          options: { defaultSchema: 's', allowEncryptedValueModifications: true },
        },
      ],
      [
        'CREATE USER a WITHOUT LOGIN WITH DEFAULT_SCHEMA = NULL',
        { kind: 'create-user', name: 'a', source: 'without-login', options: { defaultSchema: null } },
      ],
      [
        "CREATE USER a WITH PASSWORD = 'p', SID = 0x01, DEFAULT_LANGUAGE = 1033, DEFAULT_SCHEMA = s",
        {
          kind: 'create-user',
          name: 'a',
          source: 'default',
          options: { password: text, sid: '0x01', defaultLanguage: '1033', defaultSchema: 's' },
        },
      ],
      [
        'CREATE USER [D\\a] WITH DEFAULT_SCHEMA = s, DEFAULT_LANGUAGE = NONE',
        {
          kind: 'create-user',
          name: 'D\\a',
          source: 'default',
          options: { defaultSchema: 's', defaultLanguage: null },
        },
      ],
      [
        'CREATE USER [D\\a] WITH DEFAULT_LANGUAGE = [Deutsch], SID = 0x01, ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = OFF',
        {
          kind: 'create-user',
          name: 'D\\a',
          source: 'default',
          options: { defaultLanguage: 'Deutsch', sid: '0x01', allowEncryptedValueModifications: false },
        },
      ],
      [
        "CREATE USER a WITH PASSWORD = N'p'",
        { kind: 'create-user', name: 'a', source: 'default', options: { password: text } },
      ],
      [
        'CREATE USER a WITHOUT LOGIN;',
        { kind: 'create-user', name: 'a', source: 'without-login', options: {} },
      ],
      [
        'CREATE USER a FROM CERTIFICATE c',
        { kind: 'create-user', name: 'a', source: 'certificate', sourceName: 'c', options: {} },
      ],
      [
        'CREATE USER a FOR ASYMMETRIC KEY k',
        { kind: 'create-user', name: 'a', source: 'asymmetric-key', sourceName: 'k', options: {} },
      ],
      [
        'CREATE USER [a@b] FROM EXTERNAL PROVIDER',
        { kind: 'create-user', name: 'a@b', source: 'external', options: {} },
      ],
      [
        'CREATE USER [a@b] FROM EXTERNAL PROVIDER WITH DEFAULT_SCHEMA = s, DEFAULT_LANGUAGE = 1033',
        {
          kind: 'create-user',
          name: 'a@b',
          source: 'external',
          options: { defaultSchema: 's', defaultLanguage: '1033' },
        },
      ],
      [
        'CREATE USER a FOR LOGIN [a@b] WITH DEFAULT_SCHEMA = s, DEFAULT_LANGUAGE = NONE',
        {
          kind: 'create-user',
          name: 'a',
          source: 'login',
          sourceName: 'a@b',
          options: { defaultSchema: 's', defaultLanguage: null },
        },
      ],
      [
        'CREATE USER a FOR CERTIFICATE c',
        { kind: 'create-user', name: 'a', source: 'certificate', sourceName: 'c', options: {} },
      ],
      [
        'CREATE USER a FROM ASYMMETRIC KEY k',
        { kind: 'create-user', name: 'a', source: 'asymmetric-key', sourceName: 'k', options: {} },
      ],
      [
        "CREATE USER [a@b] FROM EXTERNAL PROVIDER WITH DEFAULT_SCHEMA = s, OBJECT_ID = 'x'",
        {
          kind: 'create-user',
          name: 'a@b',
          source: 'external',
          options: { defaultSchema: 's', objectId: 'x' },
        },
      ],
    ],
  },
  {
    title: 'ALTER USER (Transact-SQL)',
    rows: [
      [
        'ALTER USER a WITH NAME = b, DEFAULT_SCHEMA = s, LOGIN = l, DEFAULT_LANGUAGE = NONE, ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = OFF',
        {
          kind: 'alter-user',
          name: 'a',
          options: {
            newName: 'b',
            defaultSchema: 's',
            login: 'l',
            defaultLanguage: null,
            allowEncryptedValueModifications: false,
          },
        },
      ],
      ['ALTER USER a WITH NAME = b', { kind: 'alter-user', name: 'a', options: { newName: 'b' } }],
      [
        'ALTER USER a WITH DEFAULT_SCHEMA = NULL, DEFAULT_LANGUAGE = 1031',
        { kind: 'alter-user', name: 'a', options: { defaultSchema: null, defaultLanguage: '1031' } },
      ],
      [
        "ALTER USER a WITH PASSWORD = 'p', DEFAULT_LANGUAGE = Deutsch",
        { kind: 'alter-user', name: 'a', options: { password: text, defaultLanguage: 'Deutsch' } },
      ],
      [
        "ALTER USER a WITH PASSWORD = 'p' OLD_PASSWORD = 'q'",
        { kind: 'alter-user', name: 'a', options: { password: text } },
      ],
    ],
  },
  {
    title: 'CREATE ROLE, ALTER ROLE, CREATE SERVER ROLE, ALTER SERVER ROLE (Transact-SQL)',
    rows: [
      ['CREATE ROLE r', { kind: 'create-role', name: 'r' }],
      ['CREATE ROLE r AUTHORIZATION o', { kind: 'create-role', name: 'r', owner: 'o' }],
      ['ALTER ROLE r ADD MEMBER m', { kind: 'alter-role', name: 'r', action: 'add-member', operand: 'm' }],
      ['ALTER ROLE r DROP MEMBER m', { kind: 'alter-role', name: 'r', action: 'drop-member', operand: 'm' }],
      ['ALTER ROLE r WITH NAME = s', { kind: 'alter-role', name: 'r', action: 'rename', operand: 's' }],
      ['CREATE SERVER ROLE r', { kind: 'create-server-role', name: 'r' }],
      ['CREATE SERVER ROLE r AUTHORIZATION o', { kind: 'create-server-role', name: 'r', owner: 'o' }],
      [
        'ALTER SERVER ROLE r ADD MEMBER [D\\m]',
        { kind: 'alter-server-role', name: 'r', action: 'add-member', operand: 'D\\m' },
      ],
      [
        'ALTER SERVER ROLE r DROP MEMBER m',
        { kind: 'alter-server-role', name: 'r', action: 'drop-member', operand: 'm' },
      ],
      [
        'ALTER SERVER ROLE r WITH NAME = s',
        { kind: 'alter-server-role', name: 'r', action: 'rename', operand: 's' },
      ],
    ],
  },
  {
    title: 'CREATE APPLICATION ROLE, ALTER APPLICATION ROLE (Transact-SQL)',
    rows: [
      [
        "CREATE APPLICATION ROLE a WITH PASSWORD = 'p', DEFAULT_SCHEMA = s",
        { kind: 'create-application-role', name: 'a', hasPassword: true, defaultSchema: 's' },
      ],
      [
        "CREATE APPLICATION ROLE [a b] WITH PASSWORD = N'p'",
        { kind: 'create-application-role', name: 'a b', hasPassword: true },
      ],
      [
        'ALTER APPLICATION ROLE a WITH NAME = b',
        { kind: 'alter-application-role', name: 'a', hasPassword: false, newName: 'b' },
      ],
      [
        "ALTER APPLICATION ROLE a WITH PASSWORD = 'p'",
        { kind: 'alter-application-role', name: 'a', hasPassword: true },
      ],
      [
        'ALTER APPLICATION ROLE a WITH DEFAULT_SCHEMA = s',
        { kind: 'alter-application-role', name: 'a', hasPassword: false, defaultSchema: 's' },
      ],
      [
        "ALTER APPLICATION ROLE a WITH NAME = b, PASSWORD = 'p', DEFAULT_SCHEMA = s",
        { kind: 'alter-application-role', name: 'a', hasPassword: true, newName: 'b', defaultSchema: 's' },
      ],
    ],
  },
  {
    title: 'CREATE SCHEMA, ALTER SCHEMA (Transact-SQL)',
    rows: [
      ['CREATE SCHEMA s', { kind: 'create-schema', name: 's', elements: [] }],
      ['CREATE SCHEMA AUTHORIZATION o', { kind: 'create-schema', owner: 'o', elements: [] }],
      [
        'CREATE SCHEMA s AUTHORIZATION o CREATE TABLE t (a int) GRANT SELECT ON t TO u DENY DELETE ON t TO u;',
        {
          kind: 'create-schema',
          name: 's',
          owner: 'o',
          elements: [
            permission('grant', 'SELECT', { on: on('t') }),
            permission('deny', 'DELETE', { on: on('t') }),
          ],
        },
      ],
      [
        'ALTER SCHEMA s TRANSFER dbo.t',
        { kind: 'alter-schema', name: 's', class: 'OBJECT', entity: ['dbo', 't'] },
      ],
      [
        'ALTER SCHEMA s TRANSFER TYPE::dbo.t',
        { kind: 'alter-schema', name: 's', class: 'TYPE', entity: ['dbo', 't'] },
      ],
      [
        'ALTER SCHEMA s TRANSFER XML SCHEMA COLLECTION::dbo.t',
        { kind: 'alter-schema', name: 's', class: 'XML SCHEMA COLLECTION', entity: ['dbo', 't'] },
      ],
    ],
  },
  {
    title: 'DROP LOGIN, SERVER ROLE, USER, ROLE, APPLICATION ROLE, SCHEMA, CREDENTIAL (Transact-SQL)',
    rows: [
      ['DROP LOGIN a', { kind: 'drop', dropped: 'login', name: 'a', ifExists: false }],
      ['DROP SERVER ROLE a', { kind: 'drop', dropped: 'server-role', name: 'a', ifExists: false }],
      ['DROP USER IF EXISTS a', { kind: 'drop', dropped: 'user', name: 'a', ifExists: true }],
      ['DROP ROLE a', { kind: 'drop', dropped: 'role', name: 'a', ifExists: false }],
      ['DROP APPLICATION ROLE a', { kind: 'drop', dropped: 'application-role', name: 'a', ifExists: false }],
      ['DROP SCHEMA IF EXISTS a', { kind: 'drop', dropped: 'schema', name: 'a', ifExists: true }],
      ['DROP CREDENTIAL a', { kind: 'drop', dropped: 'credential', name: 'a', ifExists: false }],
      [
        'DROP DATABASE SCOPED CREDENTIAL a',
        { kind: 'drop', dropped: 'database-scoped-credential', name: 'a', ifExists: false },
      ],
    ],
  },
  {
    title: 'ALTER AUTHORIZATION (Transact-SQL)',
    rows: [
      [
        'ALTER AUTHORIZATION ON dbo.t TO SCHEMA OWNER',
        { kind: 'alter-authorization', securable: on('dbo.t') },
      ],
      ['ALTER AUTHORIZATION ON t TO o', { kind: 'alter-authorization', securable: on('t'), owner: 'o' }],
      ...['OBJECT', 'TYPE', 'XML SCHEMA COLLECTION'].map(
        (found) =>
          [
            `ALTER AUTHORIZATION ON ${found}::dbo.x TO SCHEMA OWNER;`,
            { kind: 'alter-authorization', securable: on('dbo.x', found) },
          ] as const,
      ),
      ...[
        'OBJECT ASSEMBLY CERTIFICATE CONTRACT TYPE DATABASE ENDPOINT ROLE ROUTE SCHEMA SERVICE'.split(' '),
        [
          'ASYMMETRIC KEY',
          'AVAILABILITY GROUP',
          'FULLTEXT CATALOG',
          'FULLTEXT STOPLIST',
          'MESSAGE TYPE',
          'SERVER ROLE',
        ],
        ['REMOTE SERVICE BINDING', 'SEARCH PROPERTY LIST', 'SYMMETRIC KEY', 'XML SCHEMA COLLECTION'],
      ]
        .flat()
        .map(
          (found) =>
            [
              `ALTER AUTHORIZATION ON ${found}::x TO [o]`,
              { kind: 'alter-authorization', securable: on('x', found), owner: 'o' },
            ] as const,
        ),
    ],
  },
  {
    title: 'CREATE CREDENTIAL, ALTER CREDENTIAL (Transact-SQL)',
    rows: [
      [
        "CREATE CREDENTIAL c WITH IDENTITY = N'i', SECRET = 's' FOR CRYPTOGRAPHIC PROVIDER p",
        {
          kind: 'create-credential',
          name: 'c',
          isDatabaseScoped: false,
          identity: 'i',
          hasSecret: true,
          provider: 'p',
        },
      ],
      [
        "ALTER CREDENTIAL c WITH IDENTITY = 'i'",
        { kind: 'alter-credential', name: 'c', isDatabaseScoped: false, identity: 'i', hasSecret: false },
      ],
      [
        "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's'",
        { kind: 'create-credential', name: 'c', isDatabaseScoped: true, identity: 'i', hasSecret: true },
      ],
    ],
  },
  {
    title: 'CREATE, ALTER, DROP SERVER AUDIT SPECIFICATION, DATABASE AUDIT SPECIFICATION (Transact-SQL)',
    rows: [
      [
        'CREATE SERVER AUDIT SPECIFICATION s FOR SERVER AUDIT a ADD (FAILED_LOGIN_GROUP), ADD (LOGOUT_GROUP) WITH (STATE = ON)',
        {
          kind: 'create-audit-specification',
          place: 'server',
          name: 's',
          audit: 'a',
          added: [{ action: 'FAILED_LOGIN_GROUP' }, { action: 'LOGOUT_GROUP' }],
          dropped: [],
          isEnabled: true,
        },
      ],
      [
        'ALTER DATABASE AUDIT SPECIFICATION s FOR SERVER AUDIT b ADD (SELECT, INSERT ON SCHEMA::x BY dbo, public), DROP (DBCC_GROUP)',
        {
          kind: 'alter-audit-specification',
          place: 'database',
          name: 's',
          audit: 'b',
          added: ['SELECT', 'INSERT'].flatMap((action) =>
            ['dbo', 'public'].map((principal) => ({ action, on: on('x', 'SCHEMA'), principal })),
          ),
          dropped: [{ action: 'DBCC_GROUP' }],
        },
      ],
      [
        'ALTER DATABASE AUDIT SPECIFICATION s DROP (SELECT ON dbo.t BY [u v]) WITH (STATE = OFF)',
        {
          kind: 'alter-audit-specification',
          place: 'database',
          name: 's',
          added: [],
          dropped: [{ action: 'SELECT', on: on('dbo.t'), principal: 'u v' }],
          isEnabled: false,
        },
      ],
      [
        'DROP SERVER AUDIT SPECIFICATION [s]',
        { kind: 'drop-audit-specification', place: 'server', name: 's', added: [], dropped: [] },
      ],
    ],
  },
  {
    title: 'USE, ALTER DATABASE SET options, RECONFIGURE (Transact-SQL)',
    rows: [
      ['USE [a b];', { kind: 'use', database: 'a b' }],
      [
        'ALTER DATABASE d SET TRUSTWORTHY ON, DB_CHAINING OFF WITH ROLLBACK IMMEDIATE',
        { kind: 'alter-database-set', database: 'd', options: { TRUSTWORTHY: 'ON', DB_CHAINING: 'OFF' } },
      ],
      [
        'ALTER DATABASE CURRENT SET ENABLE_BROKER',
        { kind: 'alter-database-set', options: { ENABLE_BROKER: '' } },
      ],
      ['RECONFIGURE WITH OVERRIDE', { kind: 'reconfigure', isOverride: true }],
    ],
  },
];
