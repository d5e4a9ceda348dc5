// What concerns the server as a whole, its databases and their options, its triggers, and DROP.

import { findOption, type OptionFound } from '../../model/catalog/configuration-option.ts';
import { SWITCH_WORDS } from '../../model/catalog/database-switch.ts';
import { languageIdOf, US_ENGLISH } from '../../model/catalog/language-id.ts';
import { defined } from '../../model/defined.ts';
import { foldOf } from '../../model/name-fold.ts';
import type { ActOf } from '../rule.ts';
import { actingLogin } from '../run/actor.ts';
import type { RunContext } from '../run-context.ts';
import { type DatabaseOptions, DatabaseState, NEW_DATABASE } from '../state/database-state.ts';
import type { Scope } from '../state/scope.ts';
import { addShippedDatabase } from '../state/shipped.ts';
import { addDefaultDatabaseRows } from '../state/shipped-rows.ts';
import { mentionDatabase } from '../world/mentioned.ts';
import { whereSaid, within } from './effect.ts';
import { classOfWord, findPrincipal, isPrincipalWord, placeOfPrincipal } from './find-named.ts';

export const SERVER_EFFECTS = {
  ...within('server', {
    /** A value is in use only after RECONFIGURE. Source: "sp_configure (Transact-SQL)". */
    configure: ({ name: part, value }, context) => {
      const { server } = context;
      const found = optionOf(part, context);
      if ('problem' in found) return;
      const option = server.things.configuration.get(found.name);
      if (option !== undefined) server.things.configuration.change(option, { value });
      // Of an option that nothing was known of, the value in use is the only one there is to tell.
      else if (server.isOpen) server.things.configuration.put({ name: found.name, value, valueInUse: value });
    },
    /** Installs every value that is pending and takes effect at once. Source: "RECONFIGURE (Transact-SQL)". */
    reconfigure: (_, { server: { things } }) => {
      for (const option of things.configuration.values())
        if (option.needsRestart !== true) things.configuration.change(option, { valueInUse: option.value });
    },
    /** Source: "sys.sp_add_trusted_assembly (Transact-SQL)". */
    'add-trusted-assembly': ({ hash, description }, { server: { things } }) => {
      if (!things['trusted-assembly'].has(hash))
        things['trusted-assembly'].put({ hash, ...defined({ description }) });
    },
    'drop-trusted-assembly': ({ hash }, { server: { things } }) => things['trusted-assembly'].delete(hash),
    /** Source: "sp_addmessage (Transact-SQL)". */
    'add-message': (act, { server: { things } }) => {
      const { messageId, severity, text, isEventLogged, language = US_ENGLISH, isReplace } = act;
      const languageId = languageIdOf(language);
      if (languageId === undefined || (things.message.has(messageId, languageId) && !isReplace)) return;
      things.message.put({ messageId, languageId, language, severity, isEventLogged, text });
    },
    /** Source: "sp_dropmessage (Transact-SQL)". */
    'drop-message': ({ messageId, language = US_ENGLISH }, { server: { things } }) => {
      for (const { messageId: id, languageId } of things.message.values()) {
        const isMeant = language.toLowerCase() === 'all' || languageId === languageIdOf(language);
        if (id === messageId && isMeant) things.message.delete(id, languageId);
      }
    },
    'create-database': createDatabase,
    /** Source: "ALTER DATABASE SET Options (Transact-SQL)". */
    'alter-database-set': ({ database: name, options }, { server, database }) => {
      const found = name === undefined ? database : server.database(name);
      if (found === undefined) return;
      for (const [option, value] of Object.entries(options)) found.setOptions(OPTIONS[option]?.(value) ?? {});
    },
    /** A new trigger is enabled. Source: "CREATE TRIGGER (Transact-SQL)". */
    'create-server-trigger': ({ name, definition, head }, context) => {
      const { events, executeAs: as } = head;
      const executeAs = typeof as === 'object' ? as.login : as && actingLogin(context)?.name;
      const trigger = { name, events, isDisabled: false, executeAs, definition };
      context.server.things['server-trigger'].put(defined(trigger));
    },
    /** One that is first is not last. Source: "sp_settriggerorder (Transact-SQL)". */
    'set-trigger-order': ({ name, order, event }, { server: { things } }) => {
      const found = things['server-trigger'].get(name);
      if (found === undefined) return;
      const events = (old: readonly string[] = [], isIn: boolean) => {
        const others = old.filter((one) => one !== event);
        const now = isIn ? [...others, event].sort() : others;
        return now.length === 0 ? undefined : now;
      };
      const firstFor = events(found.firstFor, order === 'first');
      things['server-trigger'].change(found, { firstFor, lastFor: events(found.lastFor, order === 'last') });
    },
    'enable-server-trigger': ({ names }, context) => switchTriggers(names, false, context),
    'disable-server-trigger': ({ names }, context) => switchTriggers(names, true, context),
    'drop-server-trigger': ({ names }, { server: { things } }) => {
      for (const name of names) things['server-trigger'].delete(name);
    },
  }),
  ...whereSaid(['drop'], placeOfDropped, drop),
};

/** The option that a name or a part of one means on this server. */
export function optionOf(part: string, { server }: RunContext): OptionFound {
  if (server.things.configuration.has(part)) return { name: part };
  return findOption(part, server.isOpen ? undefined : server.version);
}

function switchTriggers(
  names: readonly string[],
  isDisabled: boolean,
  { server: { things } }: RunContext,
): void {
  for (const name of names)
    things['server-trigger'].change(things['server-trigger'].get(name), { isDisabled });
}

/**
 * Who makes a database owns it, and what comes along with it no statement makes. In an open world one that is made is one that
 * is spoken of: nobody knows its options. Source: "CREATE DATABASE (Transact-SQL)", "Service Broker" (Microsoft).
 */
function createDatabase(act: ActOf<'create-database'>, { server }: RunContext): void {
  const { name, isContained } = act;
  if (server.isOpen) {
    mentionDatabase(server, name);
    return;
  }
  const collation = act.collation ?? server.fact?.collation;
  const options = {
    ...NEW_DATABASE,
    ownerSid: server.runner.sid ?? '0x',
    isBrokerEnabled: true,
    containment: isContained ? 1 : 0,
    ...defined({ collation }),
  };
  const id = server.nextDatabaseId(name);
  const made = new DatabaseState({ id, name, options, fold: foldOf(collation), log: server.log });
  addShippedDatabase(made, server);
  addDefaultDatabaseRows(made);
  server.addDatabase(made);
  server.comingAlong.get(made.name)?.(made);
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

function placeOfDropped({ dropped }: ActOf<'drop'>, context: RunContext): Scope {
  if (isPrincipalWord(dropped)) return context[placeOfPrincipal(dropped)];
  return dropped === 'credential' ? context.server : context.database;
}

/** Permissions of and on a principal go with it (a guess). Source: the DROP statements' own pages. */
function drop({ dropped, name }: ActOf<'drop'>, context: RunContext, scope: Scope): void {
  const { server, database } = context;
  if (isPrincipalWord(dropped)) {
    const found = findPrincipal(dropped, name, context);
    if (found !== undefined) scope.dropPrincipal(found);
  } else if (dropped === 'credential') server.things.credential.delete(name);
  else {
    const securable = database.securable(classOfWord(dropped), undefined, name);
    if (securable !== undefined) database.removeSecurable(securable);
  }
}
