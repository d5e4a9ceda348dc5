// A data type as a statement names it. Source: "Data types (Transact-SQL)" (Microsoft).
import type { TypeName } from '../model/definitions/type-shape.ts';
import { identifier, integer, qualified } from '../text/quote.ts';

/** `[nvarchar](50)`, `[dbo].[Phone]`. */
export function typeName(type: TypeName): string {
  const { schema, name } = type;
  if (schema !== undefined) return qualified({ schema, name });
  const size = sizeOf(type);
  return `${identifier(name)}${size === '' ? '' : `(${size})`}`;
}

function sizeOf({ length, precision, scale, collection, isDocument, dimensions, base }: TypeName): string {
  if (length !== undefined) return length < 0 ? 'max' : integer(length);
  if (precision !== undefined)
    return [precision, ...(scale === undefined ? [] : [scale])].map(integer).join(', ');
  if (scale !== undefined) return integer(scale);
  if (collection !== undefined) return `${isDocument ? 'DOCUMENT' : 'CONTENT'} ${qualified(collection)}`;
  if (dimensions === undefined) return '';
  return base === undefined
    ? integer(dimensions)
    : `${integer(dimensions)}, ${base === 'float16' ? base : ''}`;
}
