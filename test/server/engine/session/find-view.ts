// What a name in a database means: a view of the catalogue as the claimed version has it, or else a table or view of
// users. Names compare as the database's catalogue does.
import type { ViewDefinition } from '../catalog/catalog.ts';
import { catalogViews, hasView } from '../catalog/catalog.ts';
import { refusalOf } from '../security/database-access.ts';
import { TokenStream } from '../sql/token-stream.ts';
import { tokenize } from '../sql/tokenize.ts';
import { viewNamed } from '../store/server-state.ts';
import type { SessionState } from './session-state.ts';

/** What can be read under a name; undefined for nothing. */
export function findView(
  schema: string,
  name: string,
  database: string,
  state: SessionState,
): ViewDefinition | undefined {
  return catalogView(`${schema}.${name}`, database, state) ?? userView(schema, name, database, state);
}

function catalogView(wanted: string, database: string, state: SessionState): ViewDefinition | undefined {
  const { caseSensitive } = state.catalogCollation(database);
  const folded = wanted.toLowerCase();
  const found =
    catalogViews().get(wanted) ??
    (caseSensitive
      ? undefined
      : [...catalogViews().values()].find((view) => view.name.toLowerCase() === folded));
  if (found === undefined || !hasView(found, state.server.version)) return undefined;
  return found.scope === 'msdb' && database !== 'msdb' ? undefined : found;
}

function userView(
  schema: string,
  name: string,
  database: string,
  state: SessionState,
): ViewDefinition | undefined {
  const { key } = state.catalogCollation(database);
  const records = (view: string) => state.server.table(viewNamed(view), database).records();
  const schemas = records('sys.schemas').filter((row) => key(String(row.name)) === key(schema));
  for (const object of records('sys.objects')) {
    const owner = schemas.find((row) => row.schema_id === object.schema_id);
    if (owner === undefined || key(String(object.name)) !== key(name)) continue;
    return state.server.userTable(`${owner.name}.${object.name}`, database);
  }
  return undefined;
}

/** What a quoted or plain name of up to three parts means to a function; undefined where the session cannot go there. */
export function readable(
  written: string,
  state: SessionState,
): { readonly view: ViewDefinition; readonly database: string } | undefined {
  const parts = partsOf(written);
  const [name = '', schema = 'dbo', database = state.database] = [...parts].reverse();
  const row = state.findDatabase(database);
  if (row === undefined || refusalOf(state.server, row, state.parts.readOnlyIntent) !== undefined)
    return undefined;
  if (!state.rightsIn(row.name).canEnter) return undefined;
  const view = findView(schema === '' ? 'dbo' : schema, name, row.name, state);
  return view && { view, database: row.name };
}

/** `database.schema.object`, each quoted or not, as its parts; none for what is no name. */
export function partsOf(text: string): readonly string[] {
  try {
    return new TokenStream(tokenize(text)).expectNameParts();
  } catch {
    return [];
  }
}
