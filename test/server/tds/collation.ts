// A collation as the wire carries it (MS-TDS 2.2.5.1.2): locale id, comparison flags, version and SQL sort order in
// five bytes; and the code page that char and varchar values are written in.

const IGNORE_CASE = 1 << 20;
const IGNORE_ACCENT = 1 << 21;
const IGNORE_KANA = 1 << 22;
const IGNORE_WIDTH = 1 << 23;
const BINARY = 1 << 24;
const BINARY2 = 1 << 25;
const UTF8 = 1 << 26;

/** Locale id and code page by the first part of a collation's name; what is not here counts as Latin1_General. */
const LOCALES: Readonly<Record<string, readonly [number, string]>> = {
  Latin1_General: [0x0409, 'windows-1252'],
  Polish: [0x0415, 'windows-1250'],
  Czech: [0x0405, 'windows-1250'],
  Cyrillic_General: [0x0419, 'windows-1251'],
  French: [0x040c, 'windows-1252'],
  Finnish_Swedish: [0x040b, 'windows-1252'],
  Greek: [0x0408, 'windows-1253'],
  Turkish: [0x041f, 'windows-1254'],
};

/** Sort orders of the SQL collations that keep one. */
const SORT_ORDERS: Readonly<Record<string, number>> = {
  SQL_Latin1_General_CP1_CS_AS: 51,
  SQL_Latin1_General_CP1_CI_AS: 52,
  SQL_Latin1_General_CP1_CI_AI: 54,
};

const VERSIONS: readonly (readonly [RegExp, number])[] = [
  [/_90_/, 1],
  [/_100_/, 2],
  [/_140_/, 3],
];

/** The five bytes of a collation. */
export function collationBytes(name: string): Buffer {
  const [locale] = localeOf(name);
  const version = VERSIONS.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE((locale | flagsOf(name) | (version << 28)) >>> 0, 0);
  bytes.writeUInt8(SORT_ORDERS[name] ?? 0, 4);
  return bytes;
}

/** The encoding of char and varchar under a collation, as `TextDecoder` names it. */
export function codePageOf(name: string): string {
  return name.includes('_UTF8') ? 'utf-8' : localeOf(name)[1];
}

function localeOf(name: string): readonly [number, string] {
  const key = Object.keys(LOCALES).find((prefix) => name.startsWith(prefix));
  return (key === undefined ? undefined : LOCALES[key]) ?? [0x0409, 'windows-1252'];
}

function flagsOf(name: string): number {
  const utf8 = name.includes('_UTF8') ? UTF8 : 0;
  if (name.includes('_BIN2')) return BINARY2 | utf8;
  if (name.includes('_BIN')) return BINARY | utf8;
  const parts = name.split('_');
  let flags = utf8;
  if (parts.includes('CI')) flags |= IGNORE_CASE;
  if (parts.includes('AI')) flags |= IGNORE_ACCENT;
  if (!parts.includes('KS')) flags |= IGNORE_KANA;
  if (!parts.includes('WS')) flags |= IGNORE_WIDTH;
  return flags;
}
