// The system functions that guards call, over the simulated server.
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import { isMade } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { CatalogContext, Cell } from './cell.ts';

type Call = (values: readonly Cell[], context: CatalogContext) => Cell;

/** A function of one text: of NULL it gives NULL, of what is not known nothing is known. */
const ofText =
  (find: (text: string, context: CatalogContext, rest: readonly Cell[]) => Cell): Call =>
  ([first, ...rest], context) =>
    first === null ? null : typeof first === 'string' ? find(first, context, rest) : undefined;

const hex = (value: string | undefined): Cell => (value === undefined ? null : { hex: value });

const FUNCTIONS: Readonly<Record<string, Call>> = {
  DATABASE_PRINCIPAL_ID: ofText((name, { database }) => idOf(database.principal(name))),
  USER_ID: ofText((name, { database }) => idOf(database.principal(name))),
  SCHEMA_ID: ofText((name, { database }) => idOf(database.schema(name))),
  DB_ID: ofText((name, { server }) => idOf(server.database(name))),
  XACT_STATE: (_, { session }) => (session.transactions > 0 ? 1 : 0),
  DB_NAME: (values, { database }) => (values.length === 0 ? database.name : undefined),
  SUSER_ID: ofText((name, { server }) => idOf(server.principal(name))),
  SUSER_SID: ofText((name, { server }) => hex(server.sidOf(name))),
  SUSER_SNAME: ([sid], { server }) =>
    typeof sid === 'object' && sid !== null
      ? (server.principalOfSid(sid.hex as `0x${string}`)?.name ?? null)
      : sid,
  OBJECT_ID: ofText((text, context) => idOfNamed('OBJECT', text, context)),
  TYPE_ID: ofText((text, context) => idOfNamed('TYPE', text, context)),
  IS_SRVROLEMEMBER: ofText((role, { server }, [login]) =>
    typeof login === 'string' ? membership(server, role, login) : undefined,
  ),
  IS_ROLEMEMBER: ofText((role, { database }, [member]) =>
    typeof member === 'string' ? membership(database, role, member) : undefined,
  ),
};

/** NULL where a thing is not there, or only spoken of. */
function idOf(thing: { readonly id: number; readonly isMentioned?: boolean } | undefined): Cell {
  return thing !== undefined && isMade(thing) ? thing.id : null;
}

/** NULL where there is no such role or principal, as the functions say it. */
function membership(scope: Scope, role: string, member: string): Cell {
  const [group, found] = [scope.principal(role), scope.principal(member)];
  if (group === undefined || found === undefined) return null;
  return scope.isMember(group, found) ? 1 : 0;
}

/** `name` or `schema.name`, bare or in brackets; names of other databases are not looked up. */
function idOfNamed(found: SecurableClass, text: string, { database }: CatalogContext): Cell {
  const parts = [...text.matchAll(/\[((?:[^\]]|\]\])*)\]|([^.[\]]+)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll(']]', ']') ?? bare ?? '',
  );
  const [name, schema = 'dbo', ...rest] = parts.reverse();
  if (name === undefined || rest.length > 0) return undefined;
  return idOf(database.securable(found, schema, name));
}

/** What {@link callFunction} gives for a function it does not know. */
export const NO_FUNCTION = Symbol('no such function');

/** The value of a system function, or NO_FUNCTION. */
export function callFunction(
  name: NameParts,
  values: readonly Cell[],
  context: CatalogContext,
): Cell | typeof NO_FUNCTION {
  const call = FUNCTIONS[name.at(-1)?.toUpperCase() ?? ''];
  return call === undefined ? NO_FUNCTION : call(values, context);
}
