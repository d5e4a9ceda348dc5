// What in an expression reaches beyond it: a call of what somebody wrote, a view or table of theirs, a question to another
// server. Only what is known to read the catalogue and to compute passes. Source: "EXECUTE", "OPENROWSET", "OPENQUERY",
// "OPENDATASOURCE", "OPENXML", "NEXT VALUE FOR (Transact-SQL)", "Transact-SQL built-in functions" (Microsoft).
import type { Token } from './token.ts';

/** Words that run something, ask another server, or write. */
const OUTSIDE_WORDS: ReadonlySet<string> = new Set(
  'EXEC EXECUTE INTO OPENROWSET OPENQUERY OPENDATASOURCE OPENXML'.split(' '),
);

/** Functions of SQL Server that compute, or read the catalogue of the server that runs them. */
const FUNCTIONS = `ABS ASCII ASSEMBLYPROPERTY ASYMKEY_ID CAST CERT_ID CHAR CHARINDEX COALESCE COLUMNPROPERTY COL_LENGTH COL_NAME
  CONCAT CONVERT COUNT COUNT_BIG DATABASEPROPERTYEX DATABASE_PRINCIPAL_ID DATALENGTH DB_ID DB_NAME ERROR_MESSAGE ERROR_NUMBER
  FILEGROUP_ID FULLTEXTCATALOGPROPERTY FULLTEXTSERVICEPROPERTY HASHBYTES HAS_PERMS_BY_NAME IIF INDEXPROPERTY ISNULL IS_MEMBER
  IS_ROLEMEMBER IS_SRVROLEMEMBER KEY_GUID KEY_ID LEFT LEN LOWER LTRIM MAX MIN NCHAR NULLIF OBJECTPROPERTY OBJECTPROPERTYEX
  OBJECT_ID OBJECT_NAME OBJECT_SCHEMA_NAME ORIGINAL_LOGIN PARSENAME QUOTENAME REPLACE RIGHT RTRIM SCHEMA_ID SCHEMA_NAME
  SERVERPROPERTY STUFF SUBSTRING SUM SUSER_ID SUSER_NAME SUSER_SID SUSER_SNAME TRY_CAST TRY_CONVERT TYPEPROPERTY TYPE_ID
  TYPE_NAME UNICODE UPPER USER_ID USER_NAME`;

/** Words and types that have parentheses behind them and call nothing. */
const WORDS = `ALL AND ANY AS BETWEEN BY CASE ELSE EXCEPT EXISTS FROM HAVING IF IN INTERSECT JOIN LIKE NOT ON OR RETURN SELECT
  SOME THEN TOP UNION VALUES WHEN WHERE WHILE
  BINARY DATETIME2 DATETIMEOFFSET DECIMAL FLOAT NUMERIC NVARCHAR TIME VARBINARY VARCHAR`;

const MAY_OPEN: ReadonlySet<string> = new Set(`${FUNCTIONS} ${WORDS}`.split(/\s+/));

/** A function of the schema sys that reads the catalogue; others read files. */
const LISTED = 'sys.fn_listextendedproperty';

/** Schemas that hold nothing but the catalogue, with that of SSISDB. */
const CATALOGS: ReadonlySet<string> = new Set(['sys', 'catalog', 'information_schema']);

/** Most dots in a name that stays on the server. */
const DOTS = 2;
/** Most parentheses in each other that are followed; no statement of a script has more, and a hostile text may have millions. */
const NESTED = 1000;

/** Looks for what reaches outside, a token at a time. */
export class OutsideCall {
  #isFound = false;
  #before: Token | undefined;
  /** The parts of the dotted name that ends with the token before, in small letters; none where that is no name. */
  #name: string[] = [];
  #dots = 0;
  /** What is next is a source of rows, or the name is that of one. */
  #isSource = false;
  /** For each parenthesis that is open, and for what is in none, whether commas part sources of rows there. */
  readonly #lists: boolean[] = [false];

  /** Whether anything was found. */
  get isFound(): boolean {
    return this.#isFound || (this.#isSource && !isCatalog(this.#name));
  }

  take(token: Token): void {
    if (this.#isFound) return;
    this.#isFound =
      this.#reaches(token) || (this.#endsName(token) && this.#isSource && !isCatalog(this.#name));
    if (this.#isFound) return;
    this.#takeName(token);
    this.#takeSource(token);
    this.#before = token;
  }

  #reaches({ kind, upper }: Token): boolean {
    const before = this.#before;
    if (upper === '.') this.#dots += 1;
    else if (before?.upper !== '.') this.#dots = 0;
    if (this.#dots > DOTS) return true;
    if (kind === 'word') return OUTSIDE_WORDS.has(upper) || (upper === 'VALUE' && before?.upper === 'NEXT');
    if (kind === 'bad' || kind === 'sqlcmd') return true;
    if (upper === '(' && this.#lists.length > NESTED) return true;
    if (upper !== '(')
      return kind === 'operator' && (upper === '{' || upper.startsWith('$') || isMethod(upper));
    if (before?.kind !== 'word' && before?.kind !== 'quoted') return false;
    if (this.#name.length > 1) return this.#name.join('.') !== LISTED;
    return before.kind === 'quoted' || !MAY_OPEN.has(before.upper);
  }

  /** Whether the name before is whole. */
  #endsName({ upper }: Token): boolean {
    return this.#name.length > 0 && upper !== '.' && this.#before?.upper !== '.';
  }

  #takeName({ kind, upper, value }: Token): void {
    const isName = kind === 'word' || kind === 'quoted';
    if (upper === '.' || (isName && this.#before?.upper === '.')) {
      if (isName) this.#name.push(value.toLowerCase());
      return;
    }
    if (this.#name.length > 0) this.#isSource = false;
    this.#name = isName ? [value.toLowerCase()] : [];
  }

  /** Follows FROM and JOIN, and the commas behind them. */
  #takeSource({ kind, upper }: Token): void {
    if (upper === '(') {
      this.#lists.push(false);
      this.#isSource = false;
    } else if (upper === ')' && this.#lists.length > 1) this.#lists.pop();
    const at = this.#lists.length - 1;
    const begins = kind === 'word' && (upper === 'FROM' || upper === 'JOIN' || upper === 'APPLY');
    if (begins) this.#lists[at] = true;
    else if (kind === 'word' && ENDS_SOURCES.has(upper)) this.#lists[at] = false;
    if (begins || (upper === ',' && this.#lists[at] === true)) {
      this.#isSource = true;
      this.#name = [];
    }
  }
}

/** Words behind which no commas part sources of rows. */
const ENDS_SOURCES = new Set('WHERE GROUP ORDER HAVING UNION EXCEPT INTERSECT SELECT'.split(' '));

/** Whether a name is that of a view of the catalogue, of a table of msdb, or of a script's own. */
function isCatalog(name: readonly string[]): boolean {
  const [table = '', schema] = name.toReversed();
  if (schema === undefined) return /^#regrant_/.test(table);
  return CATALOGS.has(schema) || (schema === 'dbo' && table.startsWith('sys'));
}

/** What a method of a type stands behind. */
function isMethod(operator: string): boolean {
  return operator === '::' || operator === ':';
}

/** Whether tokens reach outside. */
export function callsOut(tokens: readonly Token[]): boolean {
  const outside = new OutsideCall();
  for (const token of tokens) outside.take(token);
  return outside.isFound;
}
