// What system procedures do, from their arguments as Microsoft's parser gives them: written a second time, from the
// procedures' pages, as the check on the reader's own table.
import type { ArgumentPart } from '../conformance-bridge/shapes.ts';
import { MSDB_ROWS } from './msdb-procedure-parts.ts';
import { GIVEN, hexed, type Part, type PartPlace } from './part.ts';

/** What a call does. */
export type Said = Omit<Part, keyof PartPlace>;
/** Its arguments by parameter. */
export type Values = Readonly<Record<string, string | undefined>>;

/** A procedure: its parameters in their order, those that must have a value, and what it does. */
export type Row = readonly [parameters: string, required: string, say: (values: Values) => readonly Said[]];

const member =
  (verb: string, role: string, who: string) =>
  (v: Values): Said[] => [{ verb, name: v[role] ?? '', member: v[who] ?? '' }];

const drop =
  (verb: string, name: string) =>
  (v: Values): Said[] => [{ verb, name: v[name] ?? '' }];

const windowsLogin =
  (verb: string) =>
  ({ loginame = '' }: Values): Said[] => [
    { verb: 'CREATE LOGIN', name: loginame, source: 'WINDOWS' },
    { verb, permissions: [['CONNECT SQL', []]], principals: [loginame] },
  ];

const option =
  (word: string, parameter: string) =>
  (v: Values): Said[] => [
    { verb: 'ALTER LOGIN', name: v.loginame ?? '', options: { [word]: v[parameter] ?? GIVEN } },
  ];

function addLogin({ loginame = '', passwd, defdb, deflanguage, sid, encryptopt = '' }: Values): Said[] {
  const isHashed = /^skip_encryption/i.test(encryptopt);
  const isHash = isHashed && /^0x/i.test(passwd ?? '');
  const options = {
    PASSWORD: passwd === undefined ? undefined : isHash ? hexed(passwd) : GIVEN,
    HASHED: isHashed && passwd !== undefined ? 'ON' : undefined,
    DEFAULT_DATABASE: defdb,
    DEFAULT_LANGUAGE: deflanguage,
    SID: sid === undefined ? undefined : hexed(sid),
    CHECK_POLICY: 'OFF',
    CHECK_EXPIRATION: 'OFF',
  };
  const given = Object.entries(options).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return [{ verb: 'CREATE LOGIN', name: loginame, source: 'PASSWORD', options: Object.fromEntries(given) }];
}

function addUser({ loginame = '', name_in_db: name = loginame, grpname }: Values): Said[] {
  if (name === 'guest') return [{ verb: 'GRANT', permissions: [['CONNECT', []]], principals: ['guest'] }];
  const joined: Said[] =
    grpname === undefined ? [] : [{ verb: 'ALTER ROLE ADD MEMBER', name: grpname, member: name }];
  return [
    { verb: 'CREATE USER', name, source: 'LOGIN', sourceName: loginame, options: { DEFAULT_SCHEMA: name } },
    { verb: 'CREATE SCHEMA', name, owner: name },
    ...joined,
  ];
}

function addRole({ rolename: name = '', ownername }: Values): Said[] {
  return [
    { verb: 'CREATE ROLE', name, ...(ownername === undefined ? {} : { owner: ownername }) },
    { verb: 'CREATE SCHEMA', name, owner: name },
  ];
}

function changeUsersLogin({ action = '', usernamepattern: name, loginname }: Values): Said[] {
  const login = /^auto_fix$/i.test(action) ? name : loginname;
  if (!/^(?:auto_fix|update_one)$/i.test(action) || name === undefined || login === undefined) return [];
  return [{ verb: 'ALTER USER', name, options: { LOGIN: login } }];
}

function configure({ configname: name, configvalue }: Values): Said[] {
  if (name === undefined || configvalue === undefined || !/^[+-]?\d+$/.test(configvalue)) return [];
  return [{ verb: 'sp_configure', name, values: [Number(configvalue)] }];
}

function addMessage({ msgnum, severity, msgtext, lang, with_log = '', replace = '' }: Values): Said[] {
  if (!/^-?\d+$/.test(msgnum ?? '') || !/^-?\d+$/.test(severity ?? '')) return [];
  const flags = [/^true$/i.test(with_log), /^replace$/i.test(replace)];
  return [{ verb: 'sp_addmessage', values: [Number(msgnum), Number(severity), msgtext, lang, ...flags] }];
}

function dropMessage({ msgnum, lang }: Values): Said[] {
  return /^-?\d+$/.test(msgnum ?? '') ? [{ verb: 'sp_dropmessage', values: [Number(msgnum), lang] }] : [];
}

function trusted(verb: string) {
  return ({ hash = '', description }: Values): Said[] => {
    if (!/^0x/i.test(hash)) return [];
    return [{ verb, name: hexed(hash), values: verb.includes('_add_') ? [description] : [] }];
  };
}

function addLinkedServer({
  server = '',
  srvproduct,
  provider,
  datasrc,
  location,
  provstr,
  catalog,
}: Values): Said[] {
  const hidden = provstr?.replace(/((?:^|;)\s*(?:pwd|password)\s*=)[^;]*/gi, '$1***');
  return [
    {
      verb: 'sp_addlinkedserver',
      name: server,
      values: [srvproduct, provider, datasrc, location, hidden, catalog],
    },
  ];
}

function addLinkedLogin({ rmtsrvname = '', useself = 'TRUE', locallogin, rmtuser }: Values): Said[] {
  const isSelf = useself.toUpperCase() === 'TRUE';
  return [
    {
      verb: 'sp_addlinkedsrvlogin',
      name: rmtsrvname,
      values: [isSelf, locallogin, isSelf ? undefined : rmtuser],
    },
  ];
}

const ROWS: Readonly<Record<string, Row>> = {
  sp_addlogin: ['loginame passwd defdb deflanguage sid encryptopt', 'loginame', addLogin],
  sp_grantlogin: ['loginame', 'loginame', windowsLogin('GRANT')],
  sp_denylogin: ['loginame', 'loginame', windowsLogin('DENY')],
  sp_revokelogin: ['loginame', 'loginame', drop('DROP LOGIN', 'loginame')],
  sp_droplogin: ['loginame', 'loginame', drop('DROP LOGIN', 'loginame')],
  sp_defaultdb: ['loginame defdb', 'loginame defdb', option('DEFAULT_DATABASE', 'defdb')],
  sp_defaultlanguage: ['loginame language', 'loginame language', option('DEFAULT_LANGUAGE', 'language')],
  sp_password: ['old new loginame', 'loginame', option('PASSWORD', '')],
  sp_addsrvrolemember: [
    'loginame rolename',
    'loginame rolename',
    member('ALTER SERVER ROLE ADD MEMBER', 'rolename', 'loginame'),
  ],
  sp_dropsrvrolemember: [
    'loginame rolename',
    'loginame rolename',
    member('ALTER SERVER ROLE DROP MEMBER', 'rolename', 'loginame'),
  ],
  sp_addrolemember: [
    'rolename membername',
    'rolename membername',
    member('ALTER ROLE ADD MEMBER', 'rolename', 'membername'),
  ],
  sp_droprolemember: [
    'rolename membername',
    'rolename membername',
    member('ALTER ROLE DROP MEMBER', 'rolename', 'membername'),
  ],
  sp_adduser: ['loginame name_in_db grpname', 'loginame', addUser],
  sp_grantdbaccess: ['loginame name_in_db', 'loginame', addUser],
  sp_dropuser: ['name_in_db', 'name_in_db', drop('DROP USER', 'name_in_db')],
  sp_revokedbaccess: ['name_in_db', 'name_in_db', drop('DROP USER', 'name_in_db')],
  sp_change_users_login: ['action usernamepattern loginname password', 'action', changeUsersLogin],
  sp_addrole: ['rolename ownername', 'rolename', addRole],
  sp_droprole: ['rolename', 'rolename', drop('DROP ROLE', 'rolename')],
  sp_addapprole: [
    'rolename password',
    'rolename',
    (v) => [{ verb: 'CREATE APPLICATION ROLE', name: v.rolename ?? '', options: { PASSWORD: GIVEN } }],
  ],
  sp_approlepassword: [
    'rolename newpwd',
    'rolename newpwd',
    (v) => [{ verb: 'ALTER APPLICATION ROLE', name: v.rolename ?? '', options: { PASSWORD: GIVEN } }],
  ],
  sp_dropapprole: ['rolename', 'rolename', drop('DROP APPLICATION ROLE', 'rolename')],
  sp_changedbowner: [
    'loginame map',
    'loginame',
    (v) => [{ verb: 'ALTER AUTHORIZATION', class: 'DATABASE', securable: [[], []], owner: v.loginame ?? '' }],
  ],
  sp_configure: ['configname configvalue', '', configure],
  sp_add_trusted_assembly: ['hash description', 'hash', trusted('sp_add_trusted_assembly')],
  sp_drop_trusted_assembly: ['hash', 'hash', trusted('sp_drop_trusted_assembly')],
  sp_addmessage: ['msgnum severity msgtext lang with_log replace', 'msgnum severity msgtext', addMessage],
  sp_dropmessage: ['msgnum lang', 'msgnum', dropMessage],
  sp_settriggerorder: [
    'triggername order stmttype namespace',
    'triggername order stmttype',
    ({ triggername = '', order = '', stmttype = '', namespace = '' }) => {
      if (!/^server$/i.test(namespace)) return [];
      const name = triggername.replace(/^\[(.*)\]$/s, '$1').replaceAll(']]', ']');
      const said = /^none$/i.test(order) ? undefined : order.toLowerCase();
      return [{ verb: 'sp_settriggerorder', name, values: [said, stmttype.toUpperCase()] }];
    },
  ],
  sp_xp_cmdshell_proxy_account: [
    'account_name password',
    '',
    ({ account_name: account }) =>
      account === undefined
        ? [{ verb: 'DROP CREDENTIAL', name: '##xp_cmdshell_proxy_account##', ifExists: true }]
        : [
            {
              verb: 'CREATE CREDENTIAL',
              name: '##xp_cmdshell_proxy_account##',
              options: { IDENTITY: account, SECRET: GIVEN },
            },
          ],
  ],
  sp_addlinkedserver: [
    'server srvproduct provider datasrc location provstr catalog',
    'server',
    addLinkedServer,
  ],
  sp_serveroption: [
    'server optname optvalue',
    'server optname',
    (v) => [{ verb: 'sp_serveroption', name: v.server ?? '', values: [v.optname, v.optvalue] }],
  ],
  sp_setnetname: [
    'server netname',
    'server netname',
    (v) => [{ verb: 'sp_setnetname', name: v.server ?? '', values: [v.netname] }],
  ],
  sp_addlinkedsrvlogin: ['rmtsrvname useself locallogin rmtuser rmtpassword', 'rmtsrvname', addLinkedLogin],
  sp_droplinkedsrvlogin: [
    'rmtsrvname locallogin',
    'rmtsrvname',
    (v) => [{ verb: 'sp_droplinkedsrvlogin', name: v.rmtsrvname ?? '', values: [v.locallogin] }],
  ],
  sp_dropserver: [
    'server droplogins',
    'server',
    (v) => [
      { verb: 'sp_dropserver', name: v.server ?? '', values: [/^droplogins$/i.test(v.droplogins ?? '')] },
    ],
  ],
  ...MSDB_ROWS,
};

/** Parameters that may be binary values. */
const BINARY = new Set(['passwd', 'sid', 'hash', 'old', 'new', 'password']);

/** What a call does; nothing where an argument is missing, not known, or none of the procedure's. */
export function procedureParts(name: string, args: readonly ArgumentPart[]): readonly Said[] {
  const row = Object.hasOwn(ROWS, name.toLowerCase()) ? ROWS[name.toLowerCase()] : undefined;
  if (row === undefined) return [];
  const [parameters, required, say] = row;
  const names = parameters.split(' ');
  const values: Record<string, string | undefined> = {};
  for (const [index, argument] of args.entries()) {
    const parameter = argument.name?.slice(1).toLowerCase() ?? names[index];
    if (parameter === undefined || !names.includes(parameter)) return [];
    if (argument.type === 'binary' && !BINARY.has(parameter)) return [];
    const isKnown =
      argument.type !== 'null' && argument.type !== 'variable' && argument.type !== 'expression';
    values[parameter] = isKnown ? argument.value : undefined;
  }
  const isKnown = required
    .split(' ')
    .every((parameter) => parameter === '' || values[parameter] !== undefined);
  return isKnown ? say(values) : [];
}
