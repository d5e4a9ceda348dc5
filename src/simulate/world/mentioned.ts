// What a script speaks of and does not make: in an open world it is taken to be there, as somebody of whom nothing is
// known but the name and what the statement takes it for. No fact tells of it.

import type { PrincipalType } from '../../model/catalog/principal-kind.ts';
import { isAccountName } from '../../model/catalog/principal-kind.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import { newLinkedServer } from '../effects/apply-linked.ts';
import { isPrincipalWord, type Place, type PrincipalWord, scopeOfClass } from '../effects/find-named.ts';
import { DatabaseState, NEW_DATABASE } from '../state/database-state.ts';
import { isMade, type NewPrincipal, type Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { ServerState } from '../state/server-state.ts';
import { addShippedDatabase } from '../state/shipped.ts';
import type { ThingKind } from '../state/things.ts';

/** Who a name stands for, where a statement does not tell. */
function guessOf(name: string): PrincipalType {
  return isAccountName(name) ? 'U' : 'S';
}

/** Whoever is spoken of; `type`: as whom the statement takes a user. */
export function mentionPrincipal(
  word: PrincipalWord,
  name: string,
  place: Place,
  type?: PrincipalType,
): void {
  MENTIONS[word](name, place, type);
}

const MENTIONS: Readonly<Record<PrincipalWord, (name: string, place: Place, type?: PrincipalType) => void>> =
  {
    login: (name, { server }) => mentionLogin(server, name),
    'server-role': (name, { server }) => mentionRole(server, name),
    'server-principal': (name, { server }) => {
      if (!isMade(server.principal(name))) mentionLogin(server, name);
    },
    user: (name, { database }, type) => mentionUser(database, name, type),
    role: (name, { database }) => mentionRole(database, name),
    'application-role': (name, { database }) => mentionRole(database, name, 'A'),
    principal: (name, { database }) => mentionAnybody(database, name),
  };

/** A login that is spoken of. */
function mentionLogin(server: ServerState, name: string): void {
  const found = server.principal(name);
  const type = guessOf(name);
  const login = { isDisabled: false };
  if (found === undefined) {
    const sid =
      type === 'U' ? server.account('windows', 'master', name).sid : server.madeUpSid(`login/${name}`);
    add(server, { name, type, sid, login });
  } else if (found.isMentioned === true && found.login === undefined) {
    server.log.change(found, { type, login });
    if (found.sid === undefined) server.setSid(found, server.madeUpSid(`login/${found.name}`));
  }
}

/** A user that is spoken of; `type`: as whom the statement takes it. */
function mentionUser(database: DatabaseState, name: string, type = guessOf(name)): void {
  const found = database.principal(name);
  const user = { authenticationType: type === 'U' ? 3 : 1 } as const;
  if (found === undefined) add(database, { name, type, user });
  else if (found.isMentioned === true) database.log.change(found, { type, user });
}

/** A role or application role that is spoken of. */
function mentionRole(scope: Scope, name: string, type: 'R' | 'A' = 'R'): void {
  const found = scope.principal(name);
  const rest = type === 'A' ? { applicationRole: {} } : { owner: scope.first };
  if (found === undefined) add(scope, { name, type, ...rest });
  else if (found.isMentioned === true && found.type !== type)
    scope.log.change<Principal>(found, { type, login: undefined, user: undefined, ...rest });
}

/** Whoever a permission goes to or comes from: a user, unless something else of the name is known. */
function mentionAnybody(scope: Scope, name: string): void {
  if (scope.principal(name) === undefined) add(scope, { name, type: guessOf(name) });
}

function add(scope: Scope, made: NewPrincipal): void {
  scope.addPrincipal({ ...made, isMentioned: true });
}

/** A schema's name as it was first spelled. */
function spelled(scope: Scope, schema: string): string {
  return scope.schema(schema)?.name ?? schema;
}

/** A securable that is no principal, with its schema. */
export function mentionSecurable(
  scope: Scope,
  found: SecurableClass,
  schema: string | undefined,
  name: string,
): void {
  const given = SECURABLE_CLASSES[found].schemaQualified ? (schema ?? 'dbo') : undefined;
  if (given !== undefined) mentionSecurable(scope, 'SCHEMA', undefined, given);
  const inSchema = given === undefined ? undefined : spelled(scope, given);
  if (scope.securable(found, inSchema, name) !== undefined) return;
  const owner = inSchema === undefined ? scope.first : undefined;
  scope.addSecurable({
    class: found,
    name,
    isMentioned: true,
    ...defined({ schema: inSchema, owner }),
  });
}

/** A database that is spoken of: its own options are those of a new one, and not known. */
export function mentionDatabase(server: ServerState, name: string): DatabaseState {
  const found = server.database(name);
  if (found !== undefined) return found;
  const database = new DatabaseState({
    id: server.nextDatabaseId(name),
    name,
    options: { ...NEW_DATABASE },
    fold: server.fold,
    log: server.log,
    isMentioned: true,
  });
  addShippedDatabase(database, server);
  return server.addDatabase(database);
}

/** What is neither principal nor securable of a database: whether it is there, and how it comes to be. */
interface Named {
  readonly isThere: (server: ServerState, name: string) => boolean;
  readonly mention: (server: ServerState, name: string) => void;
}

/** What is kept by its name, and what one is of which there is nothing to tell. */
function kept<K extends ThingKind>(kind: K, bare: object): Named {
  return {
    isThere: ({ things }, name) => things[kind].has(name),
    mention: ({ things }, name) => {
      if (!things[kind].has(name)) things[kind].put({ ...bare, name, isMentioned: true } as never);
    },
  };
}

const linkedServer = kept('linked-server', newLinkedServer({ name: '', provider: '' }));

/** What a script speaks of by its name alone. */
export const NAMED = {
  database: { isThere: (server, name) => server.database(name) !== undefined, mention: mentionDatabase },
  credential: kept('credential', { identity: '' }),
  'linked-server': {
    ...linkedServer,
    // The server has a row of its own among the linked ones, and options as they have.
    isThere: (server, name) =>
      server.fold(name) === server.fold(server.fact?.name ?? '') || linkedServer.isThere(server, name),
  },
  'server-audit': kept('server-audit', { isEnabled: false }),
  'agent-proxy': kept('agent-proxy', { isEnabled: true }),
  'agent-job': kept('agent-job', {}),
  'agent-operator': kept('agent-operator', { isEnabled: true }),
  'operator-category': {
    isThere: ({ things }, name) => things['agent-category'].has('OPERATOR', name),
    mention: ({ things: { 'agent-category': categories } }, name) => {
      if (!categories.has('OPERATOR', name))
        categories.put({ class: 'OPERATOR', type: 'NONE', name, isMentioned: true });
    },
  },
  'mail-profile': {
    isThere: ({ mailProfiles }, name) => mailProfiles.has(name),
    mention: (server, name) => {
      if (!server.mailProfiles.has(name)) server.mailProfiles.set(name, { id: server.newId(), name });
    },
  },
} as const satisfies Readonly<Record<string, Named>>;

/** What a statement names with its class, in the place that its class and its name have. */
export function mentionThing(found: SecurableClass, name: NameParts, place: Place): void {
  const { server } = place;
  const last = name.at(-1) ?? '';
  if (found === 'SERVER') return;
  if (found === 'DATABASE') {
    mentionDatabase(server, last || place.database.name);
    return;
  }
  const scope = scopeOfClass(found, place);
  const word = found.toLowerCase().replaceAll(' ', '-');
  if (found === 'CREDENTIAL') NAMED.credential.mention(server, last);
  else if (isPrincipalWord(word)) mentionPrincipal(word, last, place);
  else {
    const other = scope === server ? undefined : name.at(-3);
    mentionSecurable(other ? mentionDatabase(server, other) : scope, found, name.at(-2) || undefined, last);
  }
}
