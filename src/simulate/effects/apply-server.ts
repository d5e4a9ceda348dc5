// What concerns the server as a whole, its databases' options, and DROP.

import { findOption, type OptionFound } from '../../model/catalog/configuration-option.ts';
import { SWITCH_WORDS } from '../../model/catalog/database-switch.ts';
import { languageIdOf, US_ENGLISH } from '../../model/catalog/language-id.ts';
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { DatabaseOptions } from '../state/database-state.ts';
import type { Scope } from '../state/scope.ts';
import { messageKey } from '../state/server-state.ts';
import { classOfWord, findPrincipal, isPrincipalWord } from './find-named.ts';

/** A value is in use only after RECONFIGURE. Source: "sp_configure (Transact-SQL)". */
export function configure({ name: part, value }: ActOf<'configure'>, context: RunContext): void {
  const { configurations } = context.server;
  const found = optionOf(part, context);
  if ('problem' in found) return;
  const { name } = found;
  const old = configurations.get(name);
  if (old === undefined && !context.server.isOpen) return;
  // Of an option that nothing was known of, the value in use is the only one there is to tell.
  const untold = { kind: 'configuration', name, valueInUse: value } as const;
  configurations.set(name, { ...(old ?? untold), value });
}

/** The option that a name or a part of one means on this server. */
export function optionOf(part: string, { server }: RunContext): OptionFound {
  if (server.configurations.has(part)) return { name: part };
  return findOption(part, server.isOpen ? undefined : server.version);
}

/** Installs every value that is pending and takes effect at once. Source: "RECONFIGURE (Transact-SQL)". */
export function reconfigure(_: ActOf<'reconfigure'>, { server: { configurations } }: RunContext): void {
  for (const [name, fact] of configurations)
    if (fact.needsRestart !== true) configurations.set(name, { ...fact, valueInUse: fact.value });
}

/** Source: "sys.sp_add_trusted_assembly (Transact-SQL)". */
export function setTrustedAssembly(
  act: ActOf<'add-trusted-assembly' | 'drop-trusted-assembly'>,
  { server: { trustedAssemblies } }: RunContext,
): void {
  const { hash, description } = act;
  if (act.kind === 'drop-trusted-assembly') trustedAssemblies.delete(hash);
  else if (!trustedAssemblies.has(hash))
    trustedAssemblies.set(hash, { kind: 'trusted-assembly', hash, ...defined({ description }) });
}

/** Source: "sp_addmessage (Transact-SQL)". */
export function addMessage(act: ActOf<'add-message'>, { server: { messages } }: RunContext): void {
  const { messageId, severity, text, isEventLogged, language = US_ENGLISH, isReplace } = act;
  const languageId = languageIdOf(language);
  if (languageId === undefined) return;
  const key = messageKey({ messageId, languageId });
  if (messages.has(key) && !isReplace) return;
  messages.set(key, { kind: 'message', messageId, languageId, language, severity, isEventLogged, text });
}

/** Source: "sp_dropmessage (Transact-SQL)". */
export function dropMessage(act: ActOf<'drop-message'>, { server: { messages } }: RunContext): void {
  const { messageId, language = US_ENGLISH } = act;
  for (const [key, fact] of messages) {
    const isMeant = language.toLowerCase() === 'all' || fact.languageId === languageIdOf(language);
    if (fact.messageId === messageId && isMeant) messages.delete(key);
  }
}

/** Source: "ALTER DATABASE SET Options (Transact-SQL)". */
export function setDatabaseOptions(act: ActOf<'alter-database-set'>, context: RunContext): void {
  const found = act.database === undefined ? context.database : context.server.database(act.database);
  if (found === undefined) return;
  for (const [option, value] of Object.entries(act.options)) found.setOptions(OPTIONS[option]?.(value) ?? {});
}

/** Whether what is known of a database tells of an option. */
export function isTold(option: string): boolean {
  return Object.hasOwn(OPTIONS, option);
}

const OPTIONS: Readonly<Record<string, (value: string) => Partial<DatabaseOptions>>> = {
  ...Object.fromEntries(
    Object.entries(SWITCH_WORDS).map(([word, property]) => [
      word,
      (value: string) => ({ [property]: value === 'ON' }),
    ]),
  ),
  CONTAINMENT: (value) => ({ containment: value === 'PARTIAL' ? 1 : 0 }),
  READ_ONLY: () => ({ isReadOnly: true }),
  READ_WRITE: () => ({ isReadOnly: false }),
  ENABLE_BROKER: () => ({ isBrokerEnabled: true }),
  ERROR_BROKER_CONVERSATIONS: () => ({ isBrokerEnabled: true }),
  DISABLE_BROKER: () => ({ isBrokerEnabled: false }),
  NEW_BROKER: () => ({ isBrokerEnabled: true, brokerId: '' }),
  ONLINE: () => ({ state: 'ONLINE' }),
  OFFLINE: () => ({ state: 'OFFLINE' }),
  EMERGENCY: () => ({ state: 'EMERGENCY' }),
  SINGLE_USER: () => ({ userAccess: 'SINGLE_USER' }),
  RESTRICTED_USER: () => ({ userAccess: 'RESTRICTED_USER' }),
  MULTI_USER: () => ({ userAccess: 'MULTI_USER' }),
};

/** Permissions of and on a principal go with it (a guess). Source: the DROP statements' own pages. */
export function drop({ dropped, name }: ActOf<'drop'>, context: RunContext, scope: Scope): void {
  const { server, database } = context;
  if (isPrincipalWord(dropped)) {
    const found = findPrincipal(dropped, name, context);
    if (found !== undefined) scope.dropPrincipal(found);
  } else if (dropped === 'credential') server.credentials.delete(name);
  else {
    const securable = database.securable(classOfWord(dropped), undefined, name);
    if (securable !== undefined) database.removeSecurable(securable);
  }
}
