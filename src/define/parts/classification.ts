// How sensitive columns are. Source: "ADD SENSITIVITY CLASSIFICATION (Transact-SQL)" (Microsoft).
import type { ColumnShape } from '../../model/definitions/table-shape.ts';
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { identifier, keyword, qualified, text } from '../../text/quote.ts';
import type { ObjectStatement } from '../statement.ts';

/** The statements that classify the columns of a table. */
export function classificationStatements(
  { schema, name: on }: Qualified,
  columns: readonly ColumnShape[],
): ObjectStatement[] {
  return columns.flatMap(({ name, classification }): ObjectStatement[] => {
    if (classification === undefined) return [];
    const { label, labelId, informationType, informationTypeId, rank } = classification;
    const told = (option: string, value: string | undefined) =>
      value === undefined ? [] : [`${option} = ${text(value)}`];
    const options = [
      ...told('LABEL', label),
      ...told('LABEL_ID', labelId),
      ...told('INFORMATION_TYPE', informationType),
      ...told('INFORMATION_TYPE_ID', informationTypeId),
      ...(rank === undefined ? [] : [`RANK = ${keyword(rank)}`]),
    ];
    return [
      {
        section: 'properties',
        makes: { what: 'classification', schema, name, on },
        text: `ADD SENSITIVITY CLASSIFICATION TO ${qualified({ schema, name: on })}.${identifier(name)} WITH (${options.join(', ')});`,
      },
    ];
  });
}
