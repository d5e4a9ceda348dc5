// What a script speaks of and does not make: in an open world it is taken to be there, as somebody of whom nothing is
// known but the name and what the statement takes it for. No fact tells of it.

import { isAccountName, type PrincipalType } from '../../model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import type { PermissionStatement } from '../../parse/tree/statement.ts';
import { newLinkedServer } from '../effects/apply-linked.ts';
import {
  classOfWord,
  findPrincipal,
  isPrincipalWord,
  type Place,
  type PrincipalWord,
  type SecurableWord,
  scopeOfClass,
} from '../effects/find-named.ts';
import { classOf } from '../effects/permission-act.ts';
import { DatabaseState, NEW_DATABASE } from '../state/database-state.ts';
import { isMade, type NewPrincipal, type Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { ServerState } from '../state/server-state.ts';
import { addShippedDatabase } from '../state/shipped.ts';
import type { ServerThing } from '../state/things.ts';

/** Who a name stands for, where a statement does not tell. */
function guessOf(name: string): PrincipalType {
  return isAccountName(name) ? 'U' : 'S';
}

/** A login that is spoken of. */
function mentionLogin(server: ServerState, name: string): void {
  const found = server.principal(name);
  const type = guessOf(name);
  const login = { isDisabled: false };
  if (found === undefined) {
    const sid =
      type === 'U' ? server.account('windows', 'master', name).sid : server.madeUpSid(['login', name]);
    add(server, { name, type, sid, login });
  } else if (found.isMentioned === true && found.login === undefined) {
    server.log.change(found, { type, login });
    if (found.sid === undefined) server.setSid(found, server.madeUpSid(['login', found.name]));
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

/** How something is looked up that a statement names by a word, and how it comes to be there. */
interface Word {
  readonly isThere: (name: string, place: Place) => boolean;
  /** `type`: as whom the statement takes a user. */
  readonly mention: (name: string, place: Place, type?: PrincipalType) => void;
}

const principal = (word: PrincipalWord, mention: Word['mention']): Word => ({
  isThere: (name, place) => findPrincipal(word, name, place) !== undefined,
  mention,
});

const securable = (word: SecurableWord): Word => ({
  isThere: (name, { database }) => database.securable(classOfWord(word), undefined, name) !== undefined,
  mention: (name, { database }) => mentionSecurable(database, classOfWord(word), undefined, name),
});

/** What is kept by its name, behind what else identifies it, and what one is of which there is nothing to tell. */
const kept = <K extends ServerThing>(kind: K, bare: object, ...before: readonly string[]): Word => ({
  isThere: (name, { server: { things } }) => things[kind].has(...before, name),
  mention: (name, { server: { things } }) => {
    if (!things[kind].has(...before, name)) things[kind].put({ ...bare, name, isMentioned: true } as never);
  },
});

const linkedServer = kept('linked-server', newLinkedServer({ name: '', provider: '' }));

/** Whatever a statement may name by a word. */
export const WORDS = {
  login: principal('login', (name, { server }) => mentionLogin(server, name)),
  'server-role': principal('server-role', (name, { server }) => mentionRole(server, name)),
  'server-principal': principal('server-principal', (name, { server }) => {
    if (!isMade(server.principal(name))) mentionLogin(server, name);
  }),
  user: principal('user', (name, { database }, type) => mentionUser(database, name, type)),
  role: principal('role', (name, { database }) => mentionRole(database, name)),
  'application-role': principal('application-role', (name, { database }) => mentionRole(database, name, 'A')),
  // Whoever a permission goes to or comes from: a user, unless something else of the name is known.
  principal: principal('principal', (name, { database }) => {
    if (database.principal(name) === undefined) add(database, { name, type: guessOf(name) });
  }),
  schema: securable('schema'),
  certificate: securable('certificate'),
  'asymmetric-key': securable('asymmetric-key'),
  'database-scoped-credential': securable('database-scoped-credential'),
  database: {
    isThere: (name, { server }) => server.database(name) !== undefined,
    mention: (name, { server }) => mentionDatabase(server, name),
  },
  credential: kept('credential', { identity: '' }),
  'linked-server': {
    ...linkedServer,
    // The server has a row of its own among the linked ones, and options as they have.
    isThere: (name, place) =>
      place.server.fold(name) === place.server.fold(place.server.fact?.name ?? '') ||
      linkedServer.isThere(name, place),
  },
  'server-audit': kept('server-audit', { isEnabled: false }),
  'agent-proxy': kept('agent-proxy', { isEnabled: true }),
  'agent-job': kept('agent-job', {}),
  'agent-operator': kept('agent-operator', { isEnabled: true }),
  'operator-category': kept('agent-category', { class: 'OPERATOR', type: 'NONE' }, 'OPERATOR'),
  'mail-profile': {
    isThere: (name, { server }) => server.mailProfiles.has(name),
    mention: (name, { server }) => {
      if (!server.mailProfiles.has(name)) server.mailProfiles.set(name, { id: server.newId(), name });
    },
  },
} as const satisfies Readonly<Record<PrincipalWord | SecurableWord, Word>> & Readonly<Record<string, Word>>;

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
  if (word === 'credential' || isPrincipalWord(word)) WORDS[word].mention(last, place);
  else {
    const other = scope === server ? undefined : name.at(-3);
    mentionSecurable(other ? mentionDatabase(server, other) : scope, found, name.at(-2) || undefined, last);
  }
}

/** Has everything that a permission statement speaks of be there. */
export function mentionPermission(statement: PermissionStatement, place: Place): void {
  const { securable: on, permissions, grantees, grantor } = statement;
  const isOfServer = permissions.some(
    ({ permission }) => scopeOfClass(classOf(on, permission), place) === place.server,
  );
  const { mention } = WORDS[isOfServer ? 'server-principal' : 'principal'];
  // What is in another database is not given from this one.
  if (on !== undefined && on.name.length < 3) mentionThing(on.class ?? 'OBJECT', on.name, place);
  for (const grantee of grantees) if (grantee.kind === 'principal') mention(grantee.name, place);
  if (grantor !== undefined) mention(grantor, place);
}
