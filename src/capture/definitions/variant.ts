// A value of sql_variant in a form that no setting of a server or a client changes, and the type that it is of.
// Source: "CAST and CONVERT (Transact-SQL)", "SQL_VARIANT_PROPERTY (Transact-SQL)" (Microsoft).

/** The expressions of a column of the view: the name of its base type, and its text. */
export function variant(column: string): { readonly baseType: string; readonly text: string } {
  const value = `[v].[${column}]`;
  const base = `CONVERT(nvarchar(128), SQL_VARIANT_PROPERTY(${value}, 'BaseType'))`;
  const when = (types: readonly string[], expression: string) =>
    `WHEN ${base} IN (${types.map((type) => `N'${type}'`).join(', ')}) THEN ${expression}`;
  // Numbers of floating point with 17 digits, datetime by ISO 8601, binary with 0x; all else has one form, the later types
  // of dates among it.
  const cases = [
    when(['float', 'real'], `CONVERT(nvarchar(60), CONVERT(float, ${value}), 3)`),
    when(['datetime', 'smalldatetime'], `CONVERT(nvarchar(60), CONVERT(datetime, ${value}), 126)`),
    when(['binary', 'varbinary'], `CONVERT(nvarchar(max), CONVERT(varbinary(8000), ${value}), 1)`),
    when(['money', 'smallmoney'], `CONVERT(nvarchar(60), CONVERT(decimal(19, 4), ${value}))`),
  ];
  return { baseType: base, text: `CASE ${cases.join(' ')} ELSE CONVERT(nvarchar(max), ${value}) END` };
}

/** The expressions of what else tells the type of such a value: its bytes, its digits, those behind the point. */
export function variantSize(column: string) {
  const of = (property: string) => `CONVERT(int, SQL_VARIANT_PROPERTY([v].[${column}], '${property}'))`;
  return { length: of('MaxLength'), precision: of('Precision'), scale: of('Scale') } as const;
}
