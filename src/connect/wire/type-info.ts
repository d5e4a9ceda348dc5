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

/** What the bytes of a value are; its length says the rest. */
export type Content =
  | 'nothing'
  | 'integer'
  | 'bit'
  | 'float'
  | 'money'
  | 'decimal'
  | 'datetime'
  | 'date'
  | 'time'
  | 'datetime2'
  | 'datetimeoffset'
  | 'guid'
  /** In the code page of a collation. */
  | 'text'
  /** In UTF-16. */
  | 'wide'
  | 'bytes'
  /** A type and a value of it. */
  | 'variant';

/** One type. */
export interface WireType {
  readonly content: Content;
  readonly facets: Facets;
  readonly measure: Measure;
}

const size = (content: Content, bytes: number): WireType => ({
  content,
  facets: 'none',
  measure: { by: 'size', bytes },
});
const byByte = (content: Content, facets: Facets, ...allowed: number[]): WireType => ({
  content,
  facets,
  measure: { by: 'byte', allowed: new Set(allowed) },
});
const byWord = (content: Content, facets: Facets): WireType => ({ content, facets, measure: { by: 'word' } });
const byPointer = (content: Content, facets: Facets): WireType => ({
  content,
  facets,
  measure: { by: 'pointer' },
});
const byParts = (content: Content, facets: Facets): WireType => ({
  content,
  facets,
  measure: { by: 'parts' },
});

/** Types by their number. */
export const WIRE_TYPES: ReadonlyMap<number, WireType> = new Map([
  [0x1f, size('nothing', 0)],
  [0x22, byPointer('bytes', 'long')],
  [0x23, byPointer('text', 'long-collation')],
  [0x24, byByte('guid', 'byte', 0, 16)],
  [0x26, byByte('integer', 'byte', 0, 1, 2, 4, 8)],
  [0x28, byByte('date', 'none', 0, 3)],
  [0x29, byByte('time', 'scale', 0, 3, 4, 5)],
  [0x2a, byByte('datetime2', 'scale', 0, 6, 7, 8)],
  [0x2b, byByte('datetimeoffset', 'scale', 0, 8, 9, 10)],
  [0x30, size('integer', 1)],
  [0x32, size('bit', 1)],
  [0x34, size('integer', 2)],
  [0x38, size('integer', 4)],
  [0x3a, size('datetime', 4)],
  [0x3b, size('float', 4)],
  [0x3c, size('money', 8)],
  [0x3d, size('datetime', 8)],
  [0x3e, size('float', 8)],
  [0x62, { content: 'variant', facets: 'variant', measure: { by: 'variant' } }],
  [0x63, byPointer('wide', 'long-collation')],
  [0x68, byByte('bit', 'byte', 0, 1)],
  [0x6a, byByte('decimal', 'decimal', 0, 5, 9, 13, 17)],
  [0x6c, byByte('decimal', 'decimal', 0, 5, 9, 13, 17)],
  [0x6d, byByte('float', 'byte', 0, 4, 8)],
  [0x6e, byByte('money', 'byte', 0, 4, 8)],
  [0x6f, byByte('datetime', 'byte', 0, 4, 8)],
  [0x7a, size('money', 4)],
  [0x7f, size('integer', 8)],
  [0xa5, byWord('bytes', 'word')],
  [0xa7, byWord('text', 'word-collation')],
  [0xad, byWord('bytes', 'word')],
  [0xaf, byWord('text', 'word-collation')],
  [0xe7, byWord('wide', 'word-collation')],
  [0xef, byWord('wide', 'word-collation')],
  [0xf0, byParts('bytes', 'clr')],
  [0xf1, byParts('wide', 'xml')],
]);

/** The types among them that have a (max). */
export const MAX_TYPES: ReadonlySet<number> = new Set([0xa5, 0xa7, 0xe7]);

/** What a sql_variant of a type holds: bytes of properties, and lengths of its value (undefined: all up to 8,000). */
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
