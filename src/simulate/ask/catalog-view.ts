// The catalogue of the simulated server, as far as guards ask it: views whose rows are made from the state when they
// are asked for. A view or column that is not here is not known, and nothing is concluded from it.

import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import { RUN_STATE } from '../../model/script-protocol.ts';
import type { CatalogContext, Hint, Row, View } from './cell.ts';
import { MSDB_VIEWS, SSIS_VIEWS } from './msdb-views.ts';
import { PRINCIPAL_VIEWS } from './principal-views.ts';
import { securables } from './securable-view.ts';
import { SERVER_VIEWS } from './server-views.ts';

const objects: View = ({ database }, hint) => securables(database, 'OBJECT', hint);

/** Views by their name in lower case, without the schema `sys`. */
const VIEWS: Readonly<Record<string, View>> = {
  ...PRINCIPAL_VIEWS,
  ...SERVER_VIEWS,
  ...MSDB_VIEWS,
  objects,
  sysobjects: objects,
  tables: objects,
  *[RUN_STATE]({ savedAdvancedOptions }) {
    yield { show_advanced_options: savedAdvancedOptions };
  },
};

const BY_CLASS = new Map(
  (Object.keys(SECURABLE_CLASSES) as SecurableClass[]).flatMap((found): [string, SecurableClass][] => {
    const { view } = SECURABLE_CLASSES[found];
    const name = view?.replace(/^sys\./, '') ?? '';
    return view !== undefined && !(name in VIEWS) ? [[name, found]] : [];
  }),
);

/** The rows of a view, by its dotted name; undefined where the view is not known. */
export function rowsOfView(
  name: readonly string[],
  context: CatalogContext,
  hint: Hint,
): Iterable<Row> | undefined {
  const view = name.at(-1)?.toLowerCase() ?? '';
  const schema = name.at(-2)?.toLowerCase() ?? '';
  const other = name.length > 2 ? name.at(-3) : undefined;
  const database = other === undefined || other === '' ? context.database : context.server.database(other);
  if (database !== undefined && schema === 'catalog')
    return SSIS_VIEWS[view]?.({ ...context, database }, hint);
  const isTemporary = view.startsWith('#');
  if (database === undefined || !(isTemporary || schema === 'sys' || view.startsWith('sys')))
    return undefined;
  const there = { ...context, database };
  if (Object.hasOwn(VIEWS, view)) return VIEWS[view]?.(there, hint);
  const found = BY_CLASS.get(view);
  if (found === undefined) return undefined;
  return securables(SECURABLE_CLASSES[found].scope === 'server' ? there.server : database, found, hint);
}
