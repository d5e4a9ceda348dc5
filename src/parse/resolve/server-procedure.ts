// Procedures about the server and what is in databases: sp_configure, trusted assemblies, messages, triggers of the server,
// linked servers, names. Sources: "sp_configure", "sp_addmessage", "sys.sp_add_trusted_assembly", "sp_settriggerorder",
// "sp_addlinkedserver", "sp_serveroption", "sp_setnetname", "sp_addlinkedsrvlogin", "sp_droplinkedsrvlogin", "sp_dropserver",
// "sp_rename", "sp_renamedb (Transact-SQL)" (Microsoft).
import { withoutPasswords } from '../../model/catalog/linked-server-option.ts';
import { XP_CMDSHELL_PROXY } from '../../model/catalog/system-credential.ts';
import { partsOf } from './nested-text.ts';
import type { Arguments } from './procedure-arguments.ts';
import {
  always,
  hex,
  isWord,
  name,
  number,
  type ProcedureRow,
  row,
  says,
  type Translate,
  text,
} from './translation.ts';

const configure: Translate = (values, node) => {
  const option = values.text('configname');
  const value = values.number('configvalue');
  if (option === undefined || (!values.has('configvalue') && value === undefined)) return [];
  return value === undefined
    ? { problem: 'the value is no number' }
    : [{ kind: 'configure', name: option, value, ...node }];
};

/** NULL takes the credential away. */
const proxyAccount: Translate = (values, node) => {
  const of = { name: XP_CMDSHELL_PROXY, ...node };
  const identity = values.text('account_name');
  if (values.isNull('account_name')) return [{ kind: 'drop', dropped: 'credential', ifExists: true, ...of }];
  if (identity === undefined) return { problem: 'the account is no text' };
  return [{ kind: 'create-credential', isDatabaseScoped: false, identity, hasSecret: true, ...of }];
};

/** Facts speak of triggers of the server alone. */
const setTriggerOrder: Translate = (values, node) => {
  const [trigger, ...more] = partsOf(values.name('triggername')) ?? [];
  const order = values.name('order').toLowerCase();
  if (values.text('namespace')?.toUpperCase() !== 'SERVER') return [];
  if (trigger === undefined || more.length > 0) return { problem: 'the name of the trigger cannot be read' };
  if (order !== 'first' && order !== 'last' && order !== 'none')
    return { problem: 'the order is neither First nor Last nor None' };
  const event = values.name('stmttype').toUpperCase();
  const said = { kind: 'set-trigger-order', name: trigger, event, ...node } as const;
  return [order === 'none' ? said : { ...said, order }];
};

const HASH = { hash: { problem: 'the hash is no binary value' } };
const UNTOLD = { problem: 'its number, severity and text must all be given' };

const MESSAGE = {
  messageId: number('msgnum'),
  severity: number('severity'),
  text: text('msgtext'),
  language: text('lang'),
  isEventLogged: isWord('with_log', 'true'),
  isReplace: isWord('replace', 'replace'),
};

const LINKED_SERVER = {
  server: name('server'),
  product: text('srvproduct'),
  provider: text('provider'),
  dataSource: text('datasrc'),
  location: text('location'),
  providerString: (values: Arguments) => {
    const said = values.text('provstr');
    return said === undefined ? undefined : withoutPasswords(said);
  },
  catalog: text('catalog'),
};

/** Who goes as himself needs no name there. */
const usesSelf = (values: Arguments): boolean => (values.text('useself') ?? 'TRUE').toUpperCase() === 'TRUE';
const LINKED_LOGIN = {
  server: name('rmtsrvname'),
  usesSelf,
  login: text('locallogin'),
  remoteName: (values: Arguments) => (usesSelf(values) ? undefined : values.text('rmtuser')),
};

/** Of what is renamed without a type it is an object; its name is written as T-SQL writes names. */
const RENAMED = {
  type: (values: Arguments) => values.text('objtype')?.toUpperCase() ?? 'OBJECT',
  name: (values: Arguments) => partsOf(values.text('objname') ?? ''),
  newName: name('newname'),
};

const RENAMED_DATABASE = {
  ...RENAMED,
  type: always('DATABASE'),
  name: (values: Arguments) => [values.name('dbname')],
};

/** By name in lower case. */
export const SERVER_PROCEDURES: Readonly<Record<string, ProcedureRow>> = {
  sp_rename: row(
    'objname! newname! objtype',
    says('rename-object', RENAMED, { name: { problem: 'the name of what is renamed cannot be read' } }),
  ),
  sp_renamedb: row('dbname! newname!', says('rename-object', RENAMED_DATABASE)),
  sp_configure: row('configname configvalue', configure),
  sp_settriggerorder: row('triggername! order! stmttype! namespace', setTriggerOrder),
  sp_xp_cmdshell_proxy_account: row('account_name password', proxyAccount),
  sp_add_trusted_assembly: row(
    'hash! description',
    says('add-trusted-assembly', { hash: hex('hash'), description: text('description') }, HASH),
  ),
  sp_drop_trusted_assembly: row('hash!', says('drop-trusted-assembly', { hash: hex('hash') }, HASH)),
  sp_addmessage: row(
    'msgnum! severity! msgtext! lang with_log replace',
    says('add-message', MESSAGE, { messageId: UNTOLD, severity: UNTOLD, text: UNTOLD }),
  ),
  sp_dropmessage: row(
    'msgnum! lang',
    says(
      'drop-message',
      { messageId: number('msgnum'), language: text('lang') },
      { messageId: { problem: 'its number must be given' } },
    ),
  ),
  sp_addlinkedserver: row(
    'server! srvproduct provider datasrc location provstr catalog',
    says('add-linked-server', LINKED_SERVER),
  ),
  // A count of seconds may be given as a number.
  sp_serveroption: row(
    'server! optname! optvalue',
    says('set-server-option', { server: name('server'), option: name('optname'), value: text('optvalue') }),
  ),
  sp_setnetname: row(
    'server! netname!',
    says('set-network-name', { server: name('server'), address: name('netname') }),
  ),
  sp_addlinkedsrvlogin: row(
    'rmtsrvname! useself locallogin rmtuser rmtpassword',
    says('set-linked-login', LINKED_LOGIN),
  ),
  sp_droplinkedsrvlogin: row(
    'rmtsrvname! locallogin',
    says('drop-linked-login', { server: name('rmtsrvname'), login: text('locallogin') }),
  ),
  sp_dropserver: row(
    'server! droplogins',
    says('drop-linked-server', { server: name('server'), dropsLogins: isWord('droplogins', 'droplogins') }),
  ),
};
