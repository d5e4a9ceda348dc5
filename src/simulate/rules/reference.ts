// What a statement speaks of and does not make: how it is looked up, what is said where it is not there, and how an open
// world has it be there.
import type { PrincipalType } from '../../model/catalog/principal-kind.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import { databaseNamed, findTarget, findThing, type Place } from '../effects/find-named.ts';
import type { SsisPlace } from '../state/links.ts';
import { mentionDatabase, mentionThing, WORDS } from '../world/mentioned.ts';

/** Something by its name alone; of what is in a database, in the one that is named or the current one. */
interface NamedReference {
  readonly what: keyof typeof WORDS;
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

/** What the catalogue of Integration Services of the current database has. */
interface SsisReference {
  readonly what: 'ssis-object';
  readonly place: SsisPlace;
}

/** Something that a statement speaks of. */
export type Reference = NamedReference | ThingReference | SsisReference;

/** The same, where a statement may make do without a name. */
export type Needed = Reference | (Omit<NamedReference, 'name'> & { readonly name: string | undefined });

/** Whether a statement speaks of it. */
export function isSaid(needed: Needed): needed is Reference {
  return !('name' in needed) || needed.name !== undefined;
}

const isOfSsis = (reference: Reference): reference is SsisReference => 'place' in reference;
const isThing = (reference: Reference): reference is ThingReference => 'class' in reference;

/** Whether it is there. */
export function isThere(reference: Reference, place: Place): boolean {
  if (isOfSsis(reference)) return place.database.ssis.get(reference.place) !== undefined;
  if (isThing(reference)) {
    const { what, class: found, name } = reference;
    if (found === 'DATABASE') return databaseNamed(name, place) !== undefined;
    return (what === 'thing' ? findThing : findTarget)(found, name, place) !== undefined;
  }
  const { what, name } = reference;
  const { server } = place;
  const database = reference.database ? server.database(reference.database) : place.database;
  return database !== undefined && WORDS[what].isThere(name, { server, database });
}

/** Has something be there that a script speaks of. */
export function mention(reference: Reference, place: Place): void {
  if (isOfSsis(reference)) {
    place.database.ssis.add(reference.place);
    return;
  }
  if (isThing(reference)) {
    mentionThing(reference.class, reference.name, place);
    return;
  }
  const { what, name, type } = reference;
  const { server } = place;
  const database = reference.database ? mentionDatabase(server, reference.database) : place.database;
  WORDS[what].mention(name, { server, database }, type);
}

/** That it is not, in words. */
export function missing(reference: Reference): string {
  if (isOfSsis(reference)) {
    const { objectType, folder, name } = reference.place;
    return `there is no ${objectType} ${name ?? folder}`;
  }
  if (isThing(reference)) return `there is no ${reference.class} ${reference.name.join('.')}`;
  return `there is no ${reference.what.replaceAll('-', ' ')} ${reference.name}`;
}
