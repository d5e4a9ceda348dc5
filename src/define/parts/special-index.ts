// Indexes on XML, spatial, JSON and vector columns: what their statements have that no other has.
// Source: "CREATE XML INDEX", "CREATE SELECTIVE XML INDEX", "Create, alter, and drop secondary selective XML indexes",
// "CREATE SPATIAL INDEX", "CREATE JSON INDEX", "CREATE VECTOR INDEX (Transact-SQL)" (Microsoft).
import type { IndexShape, SpatialParts, XmlParts } from '../../model/definitions/index-shape.ts';
import { real } from '../../text/expression.ts';
import { identifier, inText, integer, keyword } from '../../text/quote.ts';
import { typeName } from '../type-name.ts';

const quoted = (value: string): string => `'${inText(value)}'`;

/** The statement up to its options, of an index on a table whose name is delimited; undefined for any other index. */
export function specialHead(index: IndexShape, on: string): string | undefined {
  const { kind, name, columns = [], xml, spatial, json } = index;
  const place = `${identifier(name)} ON ${on} (${columns.map((column) => identifier(column.name)).join(', ')})`;
  if (xml !== undefined) return xmlHead(xml, place);
  if (spatial !== undefined) return `CREATE SPATIAL INDEX ${place}\nUSING ${keyword(spatial.scheme)}`;
  if (json !== undefined) {
    const paths = json.paths === undefined ? '' : `\nFOR (${json.paths.map(quoted).join(', ')})`;
    return `CREATE JSON INDEX ${place}${paths}`;
  }
  return kind === 'VECTOR' ? `CREATE VECTOR INDEX ${place}` : undefined;
}

function xmlHead(xml: XmlParts, place: string): string {
  const { form, using, purpose, path, namespaces } = xml;
  if (form === 'PRIMARY') return `CREATE PRIMARY XML INDEX ${place}`;
  if (form === 'SELECTIVE') {
    const spaces = (namespaces ?? []).map(({ prefix, uri }) =>
      prefix === undefined ? `DEFAULT ${quoted(uri)}` : `${quoted(uri)} AS ${identifier(prefix)}`,
    );
    return [
      `CREATE SELECTIVE XML INDEX ${place}`,
      ...(spaces.length === 0 ? [] : [`WITH XMLNAMESPACES (${spaces.join(', ')})`]),
      `FOR (${(xml.paths ?? []).map(pathText).join(', ')})`,
    ].join('\n');
  }
  const what = purpose === undefined ? `(${identifier(path ?? '')})` : keyword(purpose);
  return `CREATE XML INDEX ${place}\nUSING XML INDEX ${identifier(using ?? '')} FOR ${what}`;
}

type XmlPath = NonNullable<XmlParts['paths']>[number];

/** `[a] = '/a/b' AS XQUERY 'xs:string' MAXLENGTH(20) SINGLETON`. */
function pathText({ name, path, xqueryType, most, isNode, sqlType, isSingleton }: XmlPath): string {
  const hints = [
    isNode ? "'node()'" : xqueryType === undefined ? '' : quoted(xqueryType),
    most === undefined ? '' : `MAXLENGTH(${integer(most)})`,
  ].filter((hint) => hint !== '');
  return [
    `${identifier(name)} = ${quoted(path)}`,
    sqlType === undefined ? '' : `AS SQL ${typeName(sqlType)}`,
    hints.length === 0 && !(isSingleton && sqlType === undefined) ? '' : `AS XQUERY`,
    ...hints,
    isSingleton ? 'SINGLETON' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The options that only these have. */
export function specialOptions({ spatial, json, vector }: IndexShape): string[] {
  return [
    ...(spatial === undefined ? [] : spatialOptions(spatial)),
    ...(json?.isForArrays ? ['OPTIMIZE_FOR_ARRAY_SEARCH = ON'] : []),
    ...(vector === undefined ? [] : [`METRIC = ${quoted(vector.metric)}`, `TYPE = ${quoted(vector.type)}`]),
  ];
}

function spatialOptions({ box, grids, cells }: SpatialParts): string[] {
  const levels = (grids ?? []).map((grid, at) => `LEVEL_${at + 1} = ${keyword(grid)}`);
  return [
    ...(box === undefined
      ? []
      : [
          `BOUNDING_BOX = (XMIN = ${real(box.xMin)}, YMIN = ${real(box.yMin)}, XMAX = ${real(box.xMax)}, YMAX = ${real(box.yMax)})`,
        ]),
    ...(levels.length === 0 ? [] : [`GRIDS = (${levels.join(', ')})`]),
    ...(cells === undefined ? [] : [`CELLS_PER_OBJECT = ${integer(cells)}`]),
  ];
}
