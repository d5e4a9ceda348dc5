// Parameters of modules that have no text, in their order; what a module returns is its parameter 0.
// Source: "sys.parameters" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { PARAMETER } from '../../../model/definitions/clr-shape.ts';
import type { TypeName } from '../../../model/definitions/type-shape.ts';
import type { Shaped } from '../../../model/facts/body-shape.ts';
import { flag, id, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepParts } from '../kept.ts';
import { yes } from '../tables/column-parts.ts';
import { typeIn } from '../type-names.ts';
import { variant } from '../variant.ts';

type Parameter = Shaped<typeof PARAMETER>;

const parameters = keepParts<{ readonly id: number; readonly parameter: Parameter }>();
const VALUE = variant('default_value');

/** `sys.parameters` of modules of CLR: their defaults are kept, unlike those of modules with a text. */
const clrParameters = defineQuery<DatabaseScope>()({
  name: 'parameters of modules of CLR',
  view: 'sys.parameters',
  columns: [
    'object_id',
    'parameter_id',
    'name',
    'user_type_id',
    'max_length',
    'precision',
    'scale',
    'is_xml_document',
    'xml_collection_id',
    'is_output',
    'is_readonly',
    'has_default_value',
  ],
  optional: ['vector_dimensions', 'vector_base_type_desc'],
  expressions: { value: VALUE.text, base_type: VALUE.baseType },
  narrow: (query) =>
    query
      .innerJoin('sys.objects as o', 'o.object_id', 'v.object_id')
      .whereIn('o.type', ['PC', 'FS', 'FT', 'AF']),
  read: (scope, at) => ({
    row(row) {
      const type = typeIn(scope, at, row);
      if (type === undefined) {
        const fact = 'A parameter of a module of CLR is of a type that could not be read.';
        scope.ledger.omit('unresolved-id', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
        return;
      }
      const parameter = defined({
        name: name(row[at.name]),
        type,
        default: flag(row[at.has_default_value])
          ? defined({ type: text(row[at.base_type]) ?? 'nvarchar', value: text(row[at.value]) })
          : undefined,
        isOutput: yes(row[at.is_output]),
        isReadOnly: yes(row[at.is_readonly]),
      });
      parameters(scope).add(id(row[at.object_id]), { id: id(row[at.parameter_id]), parameter });
    },
  }),
});

/** What is read of parameters. */
export const PARAMETER_QUERIES = [clrParameters];

/** The parameters of a module, in their order. */
export function parametersOf(scope: DatabaseScope, module: number): readonly Parameter[] | undefined {
  const found = parameters(scope)
    .of(module)
    .filter((one) => one.id > 0)
    .sort((a, b) => a.id - b.id);
  return found.length === 0 ? undefined : found.map(({ parameter }) => parameter);
}

/** The type of what a module returns. */
export function returnsOf(scope: DatabaseScope, module: number): TypeName | undefined {
  return parameters(scope)
    .of(module)
    .find((one) => one.id === 0)?.parameter.type;
}
