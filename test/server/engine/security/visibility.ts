// Metadata visibility: which rows of a view a session sees, and which columns read NULL for it. No error ever says
// that something was left out. Source: "Metadata Visibility Configuration" and the permission sections of the views.
import type { ViewDefinition } from '../catalog/catalog.ts';
import { failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Row } from '../sql/value.ts';
import { DATABASE_RULES } from './database-visibility.ts';
import { SERVER_RULES } from './server-visibility.ts';

/** Decides about one row of a view: shown as it is, changed, or not at all. */
export type RowFilter = (row: Row) => Row | undefined;

/** Makes the filter of a view for a session; undefined when the session sees everything in it. */
export type Rule = (session: SessionState, view: ViewDefinition, database: string) => RowFilter | undefined;

/** A view's rows as a session sees them. */
export function visibleRows(view: ViewDefinition, database: string, session: SessionState): readonly Row[] {
  const rows = session.views.read(view, database);
  if (session.rights.isSysadmin) return rows;
  if (view.schema !== 'sys' && !session.rightsIn(database).mayRead(view)) {
    const object = `The SELECT permission was denied on the object '${view.shortName}', database '${database}', schema '${view.schema}'.`;
    throw failAt(1, 229, object, 14);
  }
  const rule = SERVER_RULES[view.name] ?? DATABASE_RULES[view.name];
  const filter = rule?.(session, view, database);
  if (filter === undefined) return rows;
  const seen: Row[] = [];
  for (const row of rows) {
    const shown = filter(row);
    if (shown !== undefined) seen.push(shown);
  }
  return seen;
}
