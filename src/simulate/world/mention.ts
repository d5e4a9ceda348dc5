// In an open world what a statement speaks of is there before it runs: one row per kind of statement says of what it
// speaks. A kind that speaks of nothing says so.
import { permissionSince } from '../../model/catalog/permission-names.ts';
import { isPrincipalClass } from '../../model/catalog/principal-kind.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { SecurableName, Statement } from '../../parse/tree/statement.ts';
import { catalogName } from '../effects/permission-name.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { isMade } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { ServerState } from '../state/server-state.ts';
import {
  mentionDatabase,
  mentionGrantee,
  mentionLogin,
  mentionRole,
  mentionSecurable,
  mentionUser,
} from './mentioned.ts';

/** Where a statement runs. */
export interface Place {
  readonly server: ServerState;
  readonly database: DatabaseState;
}

type StatementOf<K extends Statement['kind']> = K extends Statement['kind'] ? OfKind<Statement, K> : never;
type OfKind<S, K> = S extends { readonly kind: infer X } ? (K extends X ? S : never) : never;
type Mentions = {
  readonly [K in Statement['kind']]: ((statement: StatementOf<K>, place: Place) => void) | undefined;
};

/** Has everything that a statement speaks of be there. */
export function mention(statement: Statement, place: Place): void {
  const row = MENTIONS[statement.kind] as ((statement: Statement, place: Place) => void) | undefined;
  row?.(statement, place);
}

const MENTIONS: Mentions = {
  'create-login': ({ source, sourceName = '', options: { credential, defaultDatabase } }, { server }) => {
    if (defaultDatabase !== undefined) mentionDatabase(server, defaultDatabase);
    if (source === 'certificate') mentionSecurable(master(server), 'CERTIFICATE', undefined, sourceName);
    if (source === 'asymmetric-key')
      mentionSecurable(master(server), 'ASYMMETRIC KEY', undefined, sourceName);
    if (credential !== undefined) mentionCredential(server, credential);
  },
  'alter-login': ({ name, options, credential = options.credential }, { server }) => {
    const login = mentionLogin(server, name);
    if (options.defaultDatabase !== undefined) mentionDatabase(server, options.defaultDatabase);
    // Of sa everything is known that every server has of it.
    if (login === server.sa) server.log.change(login, { isMentioned: undefined });
    if (credential !== undefined) mentionCredential(server, credential);
  },
  'create-user': ({ name, source, sourceName, options }, { server, database }) => {
    if (source === 'certificate') mentionSecurable(database, 'CERTIFICATE', undefined, sourceName ?? '');
    if (source === 'asymmetric-key')
      mentionSecurable(database, 'ASYMMETRIC KEY', undefined, sourceName ?? '');
    const isOfLogin =
      source === 'default' && options.password === undefined && options.externalType === undefined;
    if (source === 'login' || (isOfLogin && !name.includes('\\'))) mentionLogin(server, sourceName ?? name);
  },
  'alter-user': ({ name, options: { login } }, { server, database }) => {
    const found = login === undefined ? undefined : mentionLogin(server, login);
    mentionUser(database, name, found?.type);
  },
  'create-role': ({ owner }, { database }) => mentionOwner(database, owner),
  'create-server-role': ({ owner }, { server }) => mentionOwner(server, owner),
  'alter-role': ({ name, operand, action }, { database }) => {
    mentionRole(database, name);
    if (action !== 'rename') mentionGrantee(database, operand);
  },
  'alter-server-role': ({ name, operand, action }, { server }) => {
    mentionRole(server, name);
    if (action !== 'rename') mentionGrantee(server, operand);
  },
  'create-application-role': undefined,
  'alter-application-role': ({ name }, { database }) => {
    mentionRole(database, name, 'A');
  },
  'create-schema': ({ owner }, { database }) => mentionOwner(database, owner),
  'alter-schema': ({ name, class: found, entity }, { database }) => {
    mentionSecurable(database, 'SCHEMA', undefined, name);
    mentionSecurable(database, found, entity.at(-2) || 'dbo', entity.at(-1) ?? '');
  },
  drop: ({ dropped, name, ifExists }, { server, database }) => {
    if (ifExists) return;
    if (dropped === 'login') mentionLogin(server, name);
    else if (dropped === 'user') mentionUser(database, name);
    else if (dropped === 'role') mentionRole(database, name);
    else if (dropped === 'server-role') mentionRole(server, name);
    else if (dropped === 'application-role') mentionRole(database, name, 'A');
    else if (dropped === 'credential') mentionCredential(server, name);
    else if (dropped === 'schema') mentionSecurable(database, 'SCHEMA', undefined, name);
    else mentionSecurable(database, 'DATABASE SCOPED CREDENTIAL', undefined, name);
  },
  grant: mentionOfPermission,
  deny: mentionOfPermission,
  revoke: mentionOfPermission,
  'alter-authorization': ({ securable, owner }, { server, database }) => {
    const { class: found = 'OBJECT', name } = securable;
    if (found === 'DATABASE') {
      mentionDatabase(server, name.at(-1) || database.name);
      if (owner !== undefined) mentionLogin(server, owner);
      return;
    }
    const scope: Scope = SECURABLE_CLASSES[found].scope === 'server' ? server : database;
    mentionThing(securable, { server, database });
    if (owner !== undefined) mentionGrantee(scope, owner);
  },
  'create-credential': undefined,
  'alter-credential': ({ name, isDatabaseScoped }, { server }) => {
    if (!isDatabaseScoped) mentionCredential(server, name);
  },
  use: ({ database }, { server }) => {
    mentionDatabase(server, database);
  },
  'regrant-database': ({ database }, { server }) => {
    if (database !== undefined) mentionDatabase(server, database);
  },
  'alter-database-set': ({ database }, { server }) => {
    if (database !== undefined) mentionDatabase(server, database);
  },
  execute: ({ database, as }, place) => {
    const there = database === undefined ? place.database : mentionDatabase(place.server, database);
    if (as?.kind === 'user') mentionGrantee(there, as.name);
    if (as?.kind === 'login') mentionLogin(place.server, as.name);
  },
  'execute-as': ({ as, name }, { server, database }) => {
    if (name === undefined) return;
    if (as === 'user') mentionGrantee(database, name);
    else mentionLogin(server, name);
  },
  configure: undefined,
  reconfigure: undefined,
  'add-trusted-assembly': undefined,
  'drop-trusted-assembly': undefined,
  'add-message': undefined,
  'drop-message': undefined,
  if: undefined,
  try: undefined,
  while: undefined,
  revert: undefined,
  'set-option': undefined,
  return: undefined,
  transaction: undefined,
  'batch-end': undefined,
  'create-object': ({ class: found, name }, { server, database }) => {
    if (!SECURABLE_CLASSES[found].schemaQualified) return;
    const there =
      name.at(-3) === undefined ? database : mentionDatabase(server, name.at(-3) || database.name);
    mentionSecurable(there, 'SCHEMA', undefined, name.at(-2) || 'dbo');
  },
  'drop-object': ({ names, class: found, ifExists }, { server, database }) => {
    if (ifExists) return;
    for (const name of names) {
      const there =
        name.at(-3) === undefined ? database : mentionDatabase(server, name.at(-3) || database.name);
      mentionThing({ class: found, name: name.slice(-2) }, { server, database: there });
    }
  },
  'rename-object': ({ type, name }, place) => {
    if (type === 'OBJECT') mentionThing({ class: 'OBJECT', name }, place);
    if (type === 'COLUMN') mentionThing({ class: 'OBJECT', name: name.slice(0, -1) }, place);
    if (type === 'USERDATATYPE') mentionThing({ class: 'TYPE', name }, place);
    if (type === 'DATABASE') mentionDatabase(place.server, name.at(-1) ?? '');
  },
  'regrant-secret': undefined,
  foreign: undefined,
  unread: undefined,
};

function master(server: ServerState): DatabaseState {
  return mentionDatabase(server, 'master');
}

/** An owner that is no user of the database may be made by the statement itself, where its name is a Windows one. */
function mentionOwner(scope: Scope, owner: string | undefined): void {
  if (owner !== undefined) mentionGrantee(scope, owner);
}

function mentionCredential(server: ServerState, name: string): void {
  if (server.credentials.has(server.fold(name))) return;
  const credential = {
    kind: 'credential',
    name,
    identity: '',
    id: server.newId(),
    isMentioned: true,
  } as const;
  server.credentials.set(server.fold(name), credential);
}

function mentionOfPermission(
  { securable, permissions, grantees, grantor }: StatementOf<'grant' | 'deny' | 'revoke'>,
  place: Place,
): void {
  const isServer =
    securable === undefined
      ? permissions.some(
          ({ permission }) =>
            permission !== 'ALL' && permissionSince('DATABASE', catalogName(permission)) === undefined,
        )
      : SECURABLE_CLASSES[securable.class ?? 'OBJECT'].scope === 'server';
  const scope: Scope = isServer ? place.server : place.database;
  if (securable !== undefined) mentionThing(securable, place);
  for (const grantee of grantees) if (grantee.kind === 'principal') mentionWho(scope, grantee.name, place);
  if (grantor !== undefined) mentionWho(scope, grantor, place);
}

function mentionWho(scope: Scope, name: string, { server }: Place): void {
  if (scope === server && !isMade(server.principal(name))) mentionLogin(server, name);
  else mentionGrantee(scope, name);
}

/** The securable that a statement names, in the place that its class has. */
function mentionThing({ class: found = 'OBJECT', name }: SecurableName, { server, database }: Place): void {
  const last = name.at(-1) ?? '';
  if (found === 'SERVER' || found === 'DATABASE') return;
  const scope: Scope = SECURABLE_CLASSES[found].scope === 'server' ? server : database;
  if (found === 'CREDENTIAL') mentionCredential(server, last);
  else if (found === 'LOGIN') mentionLogin(server, last);
  else if (found === 'USER') mentionUser(database, last);
  else if (isPrincipalClass(found)) mentionRole(scope, last, found === 'APPLICATION ROLE' ? 'A' : 'R');
  else if (name.length < 3 || database.fold(name.at(-3) ?? '') === database.fold(database.name))
    mentionSecurable(scope, found, name.at(-2) || undefined, last);
}
