// What is either so or not, in the words of the statements that make it so: a snapshot only says where it is.

/** What it is called where it is not so, and where it is; the part of the path that names it is not told then. */
const WORDS: Readonly<Record<string, readonly [not: string, so: string]>> = {
  isNullable: ['NOT NULL', 'NULL'],
  isDisabled: ['enabled', 'disabled'],
  isNotTrusted: ['trusted', 'not trusted'],
  isUnique: ['not unique', 'UNIQUE'],
  isPrimary: ['UNIQUE', 'PRIMARY KEY'],
  isClustered: ['NONCLUSTERED', 'CLUSTERED'],
  isDescending: ['ASC', 'DESC'],
  isPersisted: ['not persisted', 'PERSISTED'],
  isSparse: ['not sparse', 'SPARSE'],
  isHidden: ['not hidden', 'hidden'],
  isRowGuid: ['no ROWGUIDCOL', 'ROWGUIDCOL'],
  isNotForReplication: ['for replication too', 'NOT FOR REPLICATION'],
  isAnsiNullsOff: ['ANSI_NULLS ON', 'ANSI_NULLS OFF'],
  isQuotedIdentifierOff: ['QUOTED_IDENTIFIER ON', 'QUOTED_IDENTIFIER OFF'],
  isAnsiPaddingOff: ['ANSI_PADDING ON', 'ANSI_PADDING OFF'],
  isSchemaBound: ['not SCHEMABINDING', 'SCHEMABINDING'],
  isNotSchemaBound: ['SCHEMABINDING = ON', 'SCHEMABINDING = OFF'],
  isNotRecomputed: ['STATISTICS_NORECOMPUTE = OFF', 'STATISTICS_NORECOMPUTE = ON'],
  ignoresDuplicates: ['IGNORE_DUP_KEY = OFF', 'IGNORE_DUP_KEY = ON'],
  refusesRowLocks: ['ALLOW_ROW_LOCKS = ON', 'ALLOW_ROW_LOCKS = OFF'],
  refusesPageLocks: ['ALLOW_PAGE_LOCKS = ON', 'ALLOW_PAGE_LOCKS = OFF'],
  isCycling: ['NO CYCLE', 'CYCLE'],
};

/** `columns.Amount NOT NULL → NULL`; undefined of what is more than so or not so. `path`: of the property. */
export function flagText(path: string, from: unknown, to: unknown): string | undefined {
  if (!isFlag(from, to) && !isFlag(to, from)) return undefined;
  const at = path.lastIndexOf('.');
  const flag = path.slice(at + 1);
  const words = Object.hasOwn(WORDS, flag) ? WORDS[flag] : undefined;
  const [not, so] = words ?? ['no', 'yes'];
  const told = to === true ? `${not} → ${so}` : `${so} → ${not}`;
  if (words === undefined) return `${path} ${told}`;
  return at < 0 ? told : `${path.slice(0, at)} ${told}`;
}

const isFlag = (so: unknown, not: unknown): boolean => so === true && not === undefined;
