// Numbers that stand for things by their names: what DATABASE_PRINCIPAL_ID gives, and a query for the number of a folder,
// a project or an environment of the catalogue of Integration Services. Only the server knows the numbers; the names are here.

import { defined } from '../../model/defined.ts';
import type { SsisObjectType } from '../../model/facts/ssis-permission.ts';
import type { Expression, NameParts, Query } from '../tree/expression.ts';
import type { CatalogId, Value } from '../tree/value.ts';

type Simple = Extract<Query, { kind: 'query' }>;
type Evaluate = (expression: Expression) => Value;

/** The views, by their names in lower case, and the column of each that has the number. */
const VIEWS: ReadonlyMap<string, readonly [type: SsisObjectType, column: string]> = new Map([
  ['folders', ['folder', 'folder_id']],
  ['projects', ['project', 'project_id']],
  ['environments', ['environment', 'environment_id']],
]);

/** The user or role of a name. */
export function principalId(name: Value): Value {
  return name?.type === 'string' ? { type: 'id', id: { of: 'principal', name: name.value } } : undefined;
}

/** What a query finds that asks for a number by names alone; undefined for any other. */
export function idOfQuery(query: Query, evaluate: Evaluate): Value {
  if (query.kind === 'opaque') return undefined;
  const [view, ...joined] = viewsOf(query);
  const [type, column] = VIEWS.get(view?.name ?? '') ?? [];
  const [selected] = query.columns;
  if (view === undefined || type === undefined || column === undefined || query.columns.length !== 1)
    return undefined;
  if (selected?.kind !== 'column' || !isColumn(selected.name, column, view.alias)) return undefined;
  const names = namesOf(query, evaluate);
  const id = names && idOf(type, [view, ...joined], names);
  return id && { type: 'id', id };
}

interface View {
  readonly name: string;
  readonly alias: string;
}

function viewsOf({ from, alias, joins = [] }: Simple): readonly View[] {
  if (from === undefined) return [];
  return [{ view: from, ...defined({ alias }) }, ...joins].flatMap(({ view, alias: given }) => {
    const [name = '', schema = ''] = view.map((part) => part.toLowerCase()).reverse();
    return schema === 'catalog' ? [{ name, alias: (given ?? name).toLowerCase() }] : [];
  });
}

function isColumn(name: NameParts, column: string, alias: string): boolean {
  const [last = '', qualifier = alias] = name.map((part) => part.toLowerCase()).reverse();
  return last === column && qualifier === alias;
}

/** The constants that names have to be equal to, by the aliases of their views; undefined where anything else is asked. */
function namesOf(query: Simple, evaluate: Evaluate): ReadonlyMap<string, string> | undefined {
  const names = new Map<string, string>();
  const open = [
    ...(query.joins ?? []).map(({ on }) => on),
    ...(query.where === undefined ? [] : [query.where]),
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind !== 'operation') return undefined;
    const { operator, left, right } = next;
    if (operator === 'AND') open.push(left, right);
    else if (operator !== '=' || left.kind !== 'column') return undefined;
    else if (right.kind === 'column') {
      if (![left, right].every(({ name }) => name.at(-1)?.toLowerCase() === 'folder_id')) return undefined;
    } else {
      const value = evaluate(right);
      if (value?.type !== 'string' || left.name.at(-1)?.toLowerCase() !== 'name') return undefined;
      names.set(left.name.at(-2)?.toLowerCase() ?? '', value.value);
    }
  }
  return names;
}

function idOf(
  type: SsisObjectType,
  [own, folders, ...rest]: readonly View[],
  names: ReadonlyMap<string, string>,
): CatalogId | undefined {
  if (own === undefined || rest.length > 0) return undefined;
  if (type === 'folder') {
    const folder = names.get(own.alias) ?? names.get('');
    return folders === undefined && folder !== undefined && names.size === 1
      ? { of: type, folder }
      : undefined;
  }
  if (folders?.name !== 'folders' || names.size !== 2) return undefined;
  const [folder, name] = [names.get(folders.alias), names.get(own.alias)];
  return folder === undefined || name === undefined ? undefined : { of: type, folder, name };
}
