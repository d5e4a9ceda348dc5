// What concerns the server as a whole, its databases' options, and DROP.
import { languageIdOf } from '../../model/language-id.ts';
import type { ActOf, RunContext } from '../rule.ts';
import { droppedPrincipal } from '../rules/server-rules.ts';
import { messageKey } from '../start.ts';
import type { ServerState } from '../state/server-state.ts';

/** Source: "sp_configure (Transact-SQL)". */
export function configure({ name, value }: ActOf<'configure'>, context: RunContext): void {
  const { configurations } = context.server;
  const old = configurations.get(name);
  if (old === undefined) return;
  const isInUse = !context.obeys('reconfigure-installs-all');
  configurations.set(name, { ...old, value, valueInUse: isInUse ? value : old.valueInUse });
}

/** Source: "RECONFIGURE (Transact-SQL)". */
export function reconfigure({ configurations }: ServerState): void {
  for (const [name, fact] of configurations) configurations.set(name, { ...fact, valueInUse: fact.value });
}

/** Source: "sys.sp_add_trusted_assembly (Transact-SQL)". */
export function setTrustedAssembly(
  act: ActOf<'add-trusted-assembly' | 'drop-trusted-assembly'>,
  { server: { trustedAssemblies } }: RunContext,
): void {
  const { hash, description } = act;
  if (act.kind === 'drop-trusted-assembly') trustedAssemblies.delete(hash);
  else if (!trustedAssemblies.has(hash)) {
    const more = description === undefined ? {} : { description };
    trustedAssemblies.set(hash, { kind: 'trusted-assembly', hash, ...more });
  }
}

/** Source: "sp_addmessage (Transact-SQL)". */
export function addMessage(act: ActOf<'add-message'>, { server: { messages } }: RunContext): void {
  const { messageId, severity, text, isEventLogged, language = 'us_english', isReplace } = act;
  const languageId = languageIdOf(language);
  if (languageId === undefined) return;
  const key = messageKey({ messageId, languageId });
  if (messages.has(key) && !isReplace) return;
  messages.set(key, { kind: 'message', messageId, languageId, language, severity, isEventLogged, text });
}

/** Source: "sp_dropmessage (Transact-SQL)". */
export function dropMessage(act: ActOf<'drop-message'>, { server: { messages } }: RunContext): void {
  const { messageId, language = 'us_english' } = act;
  for (const [key, fact] of messages) {
    const isMeant = language.toLowerCase() === 'all' || fact.languageId === languageIdOf(language);
    if (fact.messageId === messageId && isMeant) messages.delete(key);
  }
}

/** Source: "ALTER DATABASE SET Options (Transact-SQL)". */
export function setDatabaseOptions(act: ActOf<'alter-database-set'>, context: RunContext): void {
  const found = act.database === undefined ? context.database : context.server.database(act.database);
  if (found === undefined) return;
  for (const [option, value] of Object.entries(act.options)) OPTIONS[option]?.(found.options, value);
}

type SetOption = (options: RunContext['database']['options'], value: string) => void;

const state =
  (name: string): SetOption =>
  (options) => {
    options.state = name;
  };
const access =
  (name: string): SetOption =>
  (options) => {
    options.userAccess = name;
  };
const broker =
  (isOn: boolean): SetOption =>
  (options) => {
    options.isBrokerEnabled = isOn;
  };

const OPTIONS: Readonly<Record<string, SetOption>> = {
  TRUSTWORTHY: (options, value) => {
    options.isTrustworthy = value === 'ON';
  },
  DB_CHAINING: (options, value) => {
    options.isDbChaining = value === 'ON';
  },
  CONTAINMENT: (options, value) => {
    options.containment = value === 'PARTIAL' ? 1 : 0;
  },
  READ_ONLY: (options) => {
    options.isReadOnly = true;
  },
  READ_WRITE: (options) => {
    options.isReadOnly = false;
  },
  ENABLE_BROKER: broker(true),
  ERROR_BROKER_CONVERSATIONS: broker(true),
  DISABLE_BROKER: broker(false),
  NEW_BROKER: (options) => {
    options.isBrokerEnabled = true;
    options.brokerId = '';
  },
  ONLINE: state('ONLINE'),
  OFFLINE: state('OFFLINE'),
  EMERGENCY: state('EMERGENCY'),
  SINGLE_USER: access('SINGLE_USER'),
  RESTRICTED_USER: access('RESTRICTED_USER'),
  MULTI_USER: access('MULTI_USER'),
};

/** Source: the DROP statements' own pages. */
export function drop(act: ActOf<'drop'>, context: RunContext): void {
  const { server, database } = context;
  const { dropped, name } = act;
  if (dropped === 'credential') {
    server.credentials.delete(server.fold(name));
    return;
  }
  if (dropped === 'schema' || dropped === 'database-scoped-credential') {
    const found = dropped === 'schema' ? 'SCHEMA' : 'DATABASE SCOPED CREDENTIAL';
    const securable = database.securable(found, undefined, name);
    if (securable !== undefined) database.removeSecurable(securable);
    return;
  }
  const principal = droppedPrincipal(act, context);
  const scope = dropped === 'login' || dropped === 'server-role' ? server : database;
  if (principal === undefined) return;
  scope.dropPrincipal(principal, context.obeys('drop-takes-permissions-along'));
}
