// What a statement speaks of and does not make: how it is looked up, what is said where it is not there, and how an open
// world has it be there.
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import {
  databaseNamed,
  findPrincipal,
  findTarget,
  findThing,
  isPrincipalWord,
  type Place,
  type PrincipalWord,
} from '../effects/find-named.ts';
import type { PrincipalType } from '../state/principal.ts';
import {
  mentionCredential,
  mentionDatabase,
  mentionLinkedServer,
  mentionMailProfile,
  mentionPrincipal,
  mentionProxy,
  mentionSecurable,
  mentionThing,
} from '../world/mentioned.ts';

/** Securables that are named without their class. */
const CLASS_OF = {
  schema: 'SCHEMA',
  certificate: 'CERTIFICATE',
  'asymmetric-key': 'ASYMMETRIC KEY',
  'database-scoped-credential': 'DATABASE SCOPED CREDENTIAL',
} as const;

/** Something by its name alone; of what is in a database, in the one that is named or the current one. */
interface NamedReference {
  readonly what:
    | PrincipalWord
    | keyof typeof CLASS_OF
    | 'credential'
    | 'linked-server'
    | 'database'
    | 'agent-proxy'
    | 'mail-profile';
  readonly name: string;
  readonly database?: string | undefined;
  /** As whom the statement takes a user. */
  readonly type?: PrincipalType | undefined;
}

/** A securable: of the place where the statement runs (`securable`), or in whatever database its name says (`thing`). */
interface ThingReference {
  readonly what: 'securable' | 'thing';
  readonly class: SecurableClass;
  readonly name: NameParts;
}

/** Something that a statement speaks of. */
export type Reference = NamedReference | ThingReference;

const isThing = (reference: Reference): reference is ThingReference => 'class' in reference;

/** Whether it is there. */
export function isThere(reference: Reference, place: Place): boolean {
  if (isThing(reference)) {
    const { what, class: found, name } = reference;
    if (found === 'DATABASE') return databaseNamed(name, place) !== undefined;
    return (what === 'thing' ? findThing : findTarget)(found, name, place) !== undefined;
  }
  const { what, name } = reference;
  const { server } = place;
  if (what === 'database') return server.database(name) !== undefined;
  if (what === 'credential') return server.credentials.has(server.fold(name));
  if (what === 'agent-proxy') return server.msdb.proxies.has(place.database.fold(name));
  if (what === 'linked-server') return isSelf(name, place) || server.linked.named(name) !== undefined;
  if (what === 'mail-profile') return server.msdb.mailProfiles.has(place.database.fold(name));
  const database = reference.database ? server.database(reference.database) : place.database;
  if (database === undefined) return false;
  if (isPrincipalWord(what)) return findPrincipal(what, name, { server, database }) !== undefined;
  return database.securable(CLASS_OF[what], undefined, name) !== undefined;
}

/** The server has a row of its own among the linked ones, and options as they have. */
function isSelf(name: string, { server }: Place): boolean {
  return server.fold(name) === server.fold(server.fact?.name ?? '');
}

/** Has something be there that a script speaks of. */
export function mention(reference: Reference, place: Place): void {
  if (isThing(reference)) {
    mentionThing(reference.class, reference.name, place);
    return;
  }
  const { what, name, type } = reference;
  const { server } = place;
  if (what === 'database') mentionDatabase(server, name);
  else if (what === 'credential') mentionCredential(server, name);
  else if (what === 'agent-proxy') mentionProxy(name, place);
  else if (what === 'linked-server') mentionLinkedServer(server, name);
  else if (what === 'mail-profile') mentionMailProfile(name, place);
  else {
    const database = reference.database ? mentionDatabase(server, reference.database) : place.database;
    if (isPrincipalWord(what)) mentionPrincipal(what, name, { server, database }, type);
    else mentionSecurable(database, CLASS_OF[what], undefined, name);
  }
}

/** That it is not, in words. */
export function missing(reference: Reference): string {
  if (isThing(reference)) return `there is no ${reference.class} ${reference.name.join('.')}`;
  return `there is no ${reference.what.replaceAll('-', ' ')} ${reference.name}`;
}
