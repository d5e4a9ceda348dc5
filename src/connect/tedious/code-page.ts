// Texts of SQL Server's char and varchar columns: which code page a collation means is known to tedious, what its bytes
// mean to iconv-lite. Both are loaded when a text is no ASCII, which catalogues have hardly ever.
import { codePagePackages } from './tedious-package.ts';

/** Reads bytes in the code page of a collation (five bytes); without one that is known, in UTF-8. */
export function decodeInCodePage(bytes: Buffer, collation: Uint8Array | undefined): string {
  const { Collation, decode } = codePagePackages();
  const page = collation === undefined ? undefined : Collation.fromBuffer(Buffer.from(collation)).codepage;
  return decode(bytes, page ?? 'utf8');
}
