// The schema that something is in, by its id.
import type { Ledger } from './ledger.ts';
import { SEE_MORE } from './principal.ts';

/** A schema's name; reports one that is not visible. */
export function schemaName(
  { schemas, ledger }: { readonly schemas?: ReadonlyMap<number, string>; readonly ledger: Ledger },
  schemaId: number,
): string | undefined {
  const schema = schemas?.get(schemaId);
  if (schema === undefined) {
    ledger.omit('unresolved-id', 'Objects are in a schema which is not visible.', SEE_MORE, 1);
  }
  return schema;
}
