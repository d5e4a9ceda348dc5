// The view of a class of securables, as the table of classes has it.
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import { isMade } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Securable } from '../state/securable.ts';
import { bit, type Cell, type Hint, type Row, textOf } from './cell.ts';

/** The rows of a securable class, in the view that shows them. */
export function* securables(scope: Scope, found: SecurableClass, hint: Hint): Iterable<Row> {
  const { idColumn, nameColumn, schemaQualified } = SECURABLE_CLASSES[found];
  for (const securable of listed(scope, found, hint)) {
    if (securable.class !== found || !isMade(securable)) continue;
    yield {
      [idColumn ?? 'id']: securable.id,
      [nameColumn]: securable.name,
      ...(schemaQualified ? { schema_id: schemaId(scope, securable) } : {}),
      principal_id: securable.owner?.id ?? null,
      ...COLUMNS[found]?.(securable),
    };
  }
}

/** Those that may be asked for: by id, by name, or all. */
function listed(scope: Scope, found: SecurableClass, hint: Hint): Iterable<Securable> {
  const { [SECURABLE_CLASSES[found].idColumn ?? 'id']: id } = hint;
  if (id === null) return [];
  if (typeof id === 'number') {
    const one = scope.securableOfId(id);
    return one === undefined ? [] : [one];
  }
  const name = textOf(hint.name);
  return name === undefined ? scope.securables() : scope.securablesNamed(found, name);
}

/** What a class's view tells beside name, schema and owner. */
const COLUMNS: Readonly<Partial<Record<SecurableClass, (securable: Securable) => Row>>> = {
  OBJECT: ({ fact }) => ({ type: fact?.type, is_ms_shipped: bit(fact === undefined) }),
  ENDPOINT: ({ fact }) =>
    fact?.kind === 'endpoint'
      ? { type_desc: fact.type, protocol_desc: fact.protocol, state_desc: fact.state }
      : {},
};

function schemaId(scope: Scope, { schema }: Securable): Cell {
  return scope.schema(schema ?? '')?.id ?? null;
}
