// How each type of column lies on the wire (page "[MS-TDS]: TYPE_INFO" and "Data Type Definitions"): what describes it
// in the metadata, and how its values are measured. A type that is not in the table is refused.

/** How a value is measured. */
export type Measure =
  /** Always so many bytes. */
  | { readonly by: 'size'; readonly bytes: number }
  /** A byte of length, one of `allowed`; 0 is NULL. */
  | { readonly by: 'byte'; readonly allowed: ReadonlySet<number> }
  /** Two bytes of length; 0xFFFF is NULL. */
  | { readonly by: 'word' }
  /** In parts with a length each (the (max) types, xml, CLR types). */
  | { readonly by: 'parts' }
  /** A text pointer, a time stamp, four bytes of length (text, ntext, image). */
  | { readonly by: 'pointer' }
  /** Four bytes of length, then type and properties (sql_variant). */
  | { readonly by: 'variant' };

/** What follows the type's byte in the metadata. */
export type Facets =
  | 'none'
  | 'byte'
  /** Length, precision, scale. */
  | 'decimal'
  | 'scale'
  /** Two bytes of length, 0xFFFF for (max). */
  | 'word'
  /** The same and a collation. */
  | 'word-collation'
  /** Four bytes of length; these types also name their table. */
  | 'long'
  | 'long-collation'
  | 'variant'
  | 'xml'
  | 'clr';

/** One type. */
export interface WireType {
  readonly facets: Facets;
  readonly measure: Measure;
}

const size = (bytes: number): WireType => ({ facets: 'none', measure: { by: 'size', bytes } });
const byByte = (facets: Facets, ...allowed: number[]): WireType => ({
  facets,
  measure: { by: 'byte', allowed: new Set(allowed) },
});
const byWord = (facets: Facets): WireType => ({ facets, measure: { by: 'word' } });
const byPointer = (facets: Facets): WireType => ({ facets, measure: { by: 'pointer' } });

/** Types by their number. */
export const WIRE_TYPES: ReadonlyMap<number, WireType> = new Map([
  [0x1f, size(0)],
  [0x22, byPointer('long')],
  [0x23, byPointer('long-collation')],
  [0x24, byByte('byte', 0, 16)],
  [0x26, byByte('byte', 0, 1, 2, 4, 8)],
  [0x28, byByte('none', 0, 3)],
  [0x29, byByte('scale', 0, 3, 4, 5)],
  [0x2a, byByte('scale', 0, 6, 7, 8)],
  [0x2b, byByte('scale', 0, 8, 9, 10)],
  [0x30, size(1)],
  [0x32, size(1)],
  [0x34, size(2)],
  [0x38, size(4)],
  [0x3a, size(4)],
  [0x3b, size(4)],
  [0x3c, size(8)],
  [0x3d, size(8)],
  [0x3e, size(8)],
  [0x62, { facets: 'variant', measure: { by: 'variant' } }],
  [0x63, byPointer('long-collation')],
  [0x68, byByte('byte', 0, 1)],
  [0x6a, byByte('decimal', 0, 5, 9, 13, 17)],
  [0x6c, byByte('decimal', 0, 5, 9, 13, 17)],
  [0x6d, byByte('byte', 0, 4, 8)],
  [0x6e, byByte('byte', 0, 4, 8)],
  [0x6f, byByte('byte', 0, 4, 8)],
  [0x7a, size(4)],
  [0x7f, size(8)],
  [0xa5, byWord('word')],
  [0xa7, byWord('word-collation')],
  [0xad, byWord('word')],
  [0xaf, byWord('word-collation')],
  [0xe7, byWord('word-collation')],
  [0xef, byWord('word-collation')],
  [0xf0, { facets: 'clr', measure: { by: 'parts' } }],
  [0xf1, { facets: 'xml', measure: { by: 'parts' } }],
]);

/** The types among them that have a (max). */
export const MAX_TYPES: ReadonlySet<number> = new Set([0xa5, 0xa7, 0xe7]);

/** What a sql_variant of a type holds: bytes of properties, and lengths of its value (undefined: any up to 8,000). */
export interface VariantType {
  readonly properties: number;
  readonly lengths: ReadonlySet<number> | undefined;
}

const variant = (properties: number, ...lengths: number[]): VariantType => ({
  properties,
  lengths: lengths.length === 0 ? undefined : new Set(lengths),
});

/** Base types of a sql_variant by their number. */
export const VARIANT_TYPES: ReadonlyMap<number, VariantType> = new Map([
  [0x24, variant(0, 16)],
  [0x28, variant(0, 3)],
  [0x29, variant(1, 3, 4, 5)],
  [0x2a, variant(1, 6, 7, 8)],
  [0x2b, variant(1, 8, 9, 10)],
  [0x30, variant(0, 1)],
  [0x32, variant(0, 1)],
  [0x34, variant(0, 2)],
  [0x38, variant(0, 4)],
  [0x3a, variant(0, 4)],
  [0x3b, variant(0, 4)],
  [0x3c, variant(0, 8)],
  [0x3d, variant(0, 8)],
  [0x3e, variant(0, 8)],
  [0x6a, variant(2, 5, 9, 13, 17)],
  [0x6c, variant(2, 5, 9, 13, 17)],
  [0x7a, variant(0, 4)],
  [0x7f, variant(0, 8)],
  [0xa5, variant(2)],
  [0xa7, variant(7)],
  [0xad, variant(2)],
  [0xaf, variant(7)],
  [0xe7, variant(7)],
  [0xef, variant(7)],
]);

/** The most bytes in a sql_variant's value. */
export const LONGEST_VARIANT = 8016;
