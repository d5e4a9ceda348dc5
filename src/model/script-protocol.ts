// What the scripts of this program have in common with those who read them again: the names of their procedures and
// tables, the sign of a section, and what stands for a secret. Templates write these words, a test holds them to it.

/** The procedures that run a statement each, by what they do besides. */
export const WRAPPERS = {
  /** `EXEC #regrant 7, N'…'`: runs it where {@link CHOOSE_DATABASE} said, and keeps a failure for the end. */
  statement: '#regrant',
  /** The same with a login's name and SID in front: unless either is taken. */
  login: '#regrant_login',
  /** The same with a guard in front: unless it finds a row; not while the placeholder of the secret stands. */
  secret: '#regrant_secret',
  /** The same with a login's name and SID and a guard in front: unless it finds no row; for the end where it is the login that runs the script. */
  access: '#regrant_access',
  /** The same with a guard, SET options and a place of CREATE in front: unless the guard finds a row, or as ALTER where it does. */
  define: '#regrant_define',
} as const;

/** The procedures that make modules under the SET options that they were made under: each was made under them itself. */
export const MAKERS = {
  usual: '#regrant_make',
  nullsOff: '#regrant_make_nulls_off',
  quotesOff: '#regrant_make_quotes_off',
  bothOff: '#regrant_make_both_off',
} as const;

/** What a wrapper does besides. */
export type WrapperKind = keyof typeof WRAPPERS;

/** The name of a wrapper. */
export type WrapperName = (typeof WRAPPERS)[WrapperKind];

const NAMES: ReadonlySet<string> = new Set(Object.values(WRAPPERS));

/** Whether a procedure's name, in small letters, is that of a wrapper. */
export function isWrapper(name: string): name is WrapperName {
  return NAMES.has(name);
}

/** The procedure that chooses the database for the statements that follow; without one, the server. */
export const CHOOSE_DATABASE = '#regrant_database';

/** The procedure that takes a secret for the statement of a number: `EXEC #regrant_type 7, N'…'`. */
export const TYPE_SECRET = '#regrant_type';

/** The procedure that looks at the server before the first statement, and may stop the script. */
export const BEGIN_RUN = '#regrant_begin';

/** The procedure that tells the result, by how many statements there are. */
export const END_RUN = '#regrant_end';

/** The line with which a script tells its result: one that lacks it was cut short. */
export const RUN_ENDS = new RegExp(`^EXEC ${END_RUN} \\d`, 'm');

/** Every procedure of a script, in the order in which they are made; the last ones are called by others only. */
export const PROCEDURES: readonly string[] = [
  TYPE_SECRET,
  ...Object.values(WRAPPERS),
  CHOOSE_DATABASE,
  BEGIN_RUN,
  END_RUN,
  '#regrant_fail',
  '#regrant_with_secret',
  '#regrant_again',
  ...Object.values(MAKERS),
];

/** The table of failures: id, number, database_name, error, message, and more that the result needs. */
export const FAILURES = '#regrant_failure';

/** The table of what the server was held against and found to be: weight, fact, remedy. */
export const NOTICES = '#regrant_notice';

/** The table of what the script expects of a server: property, value. */
export const EXPECTATIONS = '#regrant_expected';

/** The table of the operator's choices, one column each, of one row. */
export const CHOICES = '#regrant_choice';

/** The table of what a run has to remember: whether it was stopped, where it is, and `show_advanced_options`. */
export const RUN_STATE = '#regrant_state';

/** The table of what is behind an error: error, cause. */
export const CAUSES = '#regrant_cause';

/** Every table of a script. */
export const TABLES: readonly string[] = [
  CHOICES,
  '#regrant_typed',
  EXPECTATIONS,
  NOTICES,
  '#regrant_conflict',
  CAUSES,
  FAILURES,
  RUN_STATE,
];

/** The variables of the sections, which take what no constant can be; declared once in a batch that needs them. */
export const LINE_VARIABLES = '@sql nvarchar(max), @guard nvarchar(max), @name nvarchar(128)';

/** The message by which a section tells its title: `RAISERROR(N'regrant: %s', 0, 1, N'title')`. */
export const SECTION_MESSAGE = 'regrant: %s';

/** What stands for a secret until a person types it; a statement that has it is not run. */
export const PLACEHOLDER = '<type the secret here>';

/** Characters of a script in which its head says what it was written of. */
export const HEAD_LENGTH = 4096;

/** The digest of the snapshot that a script was written of, as the first lines of the script say it. */
export function digestInHead(text: string): string | undefined {
  return /^-- {3}snapshot {8}SHA-256 ([0-9a-f]{64})\r?$/m.exec(text.slice(0, HEAD_LENGTH))?.[1];
}
