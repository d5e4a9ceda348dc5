// Which objects are those of users: SQL Server marks the objects behind table types as its own, since they are in its schema.
// Source: "sys.objects", "sys.table_types" (Microsoft).
import type { Knex } from 'knex';

/** Narrows a query that has `sys.objects` as `o` to what users made. */
export function ofUsers(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where((which) => which.where('o.is_ms_shipped', 0).orWhere('o.type', 'TT'));
}
