// The JSON that the conformance tool takes and gives, one type a shape. Its C# records are in test/conformance.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { CatalogLine } from '../server/engine/fixture/read-lines.ts';

/** A script to read: the path of its file, or its text. */
export interface ScriptInput {
  readonly id: string;
  readonly path?: string;
  readonly text?: string;
  /** Every version when left out; `facts` uses the last. */
  readonly versions?: readonly SqlVersion[];
  /** QUOTED_IDENTIFIER at the start; default true. sqlcmd starts with it off. */
  readonly quotedIdentifiers?: boolean;
  /** Split at every line that is GO and nothing else, wherever it stands, as simple runners do. */
  readonly plainSplit?: boolean;
}

/** One level down into a text that is run. */
export interface Step {
  /** `#regrant`, `EXEC`, `sp_executesql`, `EXEC @proc`, `CREATE PROCEDURE #regrant`. */
  readonly via: string;
  /** Line in the text around it. */
  readonly line: number;
  /** The wrapper's statement number. */
  readonly number?: number;
}

/** An error of the parser; number 0 is the tool's own (GO inside a text). */
export interface ParseProblem {
  /** Line of the script. */
  readonly line: number;
  readonly path: readonly Step[];
  /** Line in the innermost text; the script's own where the path is empty. */
  readonly textLine: number;
  /** The whole line that the error stands in. */
  readonly source: string;
  /** Where in `source`, from 1, in UTF-16 units. */
  readonly column: number;
  readonly number: number;
  readonly message: string;
}

/** A text that is run but not known before, or damaged on its way (cut at 4000 characters, not Unicode). */
export interface Unresolved {
  readonly line: number;
  readonly path: readonly Step[];
  readonly via: string;
  readonly reason: string;
}

/** One version's parser on one script. */
export interface VersionAnswer {
  readonly version: SqlVersion;
  /** How many texts inside the script were read. */
  readonly texts: number;
  readonly errors: readonly ParseProblem[];
  readonly unresolved: readonly Unresolved[];
}

/** What `parse` says of one script. */
export interface ParseAnswer {
  readonly id: string;
  readonly versions: readonly VersionAnswer[];
}

/** A permission and the columns written after it. */
export interface PermissionPart {
  readonly name: string;
  readonly columns?: readonly string[];
}

/** A securable: `class` is absent where the statement names none. */
export interface SecurablePart {
  readonly class?: string;
  readonly name: readonly string[];
  readonly columns?: readonly string[];
}

/** An argument of a procedure. */
export interface ArgumentPart {
  readonly name?: string;
  readonly type: 'string' | 'binary' | 'integer' | 'null' | 'default' | 'word' | 'variable' | 'expression';
  readonly value?: string;
}

/** One security statement, as Microsoft's parser understood it. What a verb has no use for is absent. */
export interface StatementFact {
  /** `GRANT`, `CREATE LOGIN`, `ALTER ROLE ADD MEMBER`, `EXEC` …; `OTHER` is a run text's statement that is none of them. */
  readonly verb: string;
  readonly name?: string;
  readonly permissions?: readonly PermissionPart[];
  readonly securable?: SecurablePart;
  readonly principals?: readonly string[];
  readonly grantor?: string;
  readonly withGrantOption?: boolean;
  readonly grantOptionFor?: boolean;
  readonly cascade?: boolean;
  readonly source?: string;
  readonly sourceName?: string;
  readonly owner?: string;
  readonly member?: string;
  readonly newName?: string;
  readonly ifExists?: boolean;
  readonly options?: Readonly<Record<string, string>>;
  readonly arguments?: readonly ArgumentPart[];
  /** From USE, `EXEC #regrant_database` or `[db].sys.sp_executesql`; absent for the server. */
  readonly database?: string;
  /** The predicates of the IFs and WHILEs above it, outermost first; `NOT (…)` in an ELSE. */
  readonly guards: readonly string[];
  /** Line of the script. */
  readonly line: number;
  readonly path: readonly Step[];
}

/** What `facts` says of one script. */
export interface FactsAnswer {
  readonly id: string;
  readonly version: SqlVersion;
  readonly facts: readonly StatementFact[];
  readonly errors: readonly ParseProblem[];
  readonly unresolved: readonly Unresolved[];
}

/** One visit to a server with Microsoft.Data.SqlClient. */
export interface ClientInput {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly applicationName?: string;
  /** Default `mandatory`. */
  readonly encrypt?: 'optional' | 'mandatory' | 'strict';
  /** Path of the one certificate to accept. */
  readonly serverCertificate?: string;
  readonly trustServerCertificate?: boolean;
  readonly readOnlyIntent?: boolean;
  readonly connectTimeoutSeconds?: number;
  readonly query?: string;
  /** By name with its at sign; the query then goes as an RPC to sp_executesql. */
  readonly parameters?: Readonly<Record<string, string | null>>;
  readonly cancelAfterMs?: number;
  /** A second query on the same connection, however the first ended. */
  readonly afterwards?: string;
}

/** An error or message; `class` is the severity, number 0 is the client's own. */
export interface ServerError {
  readonly number: number;
  readonly class: number;
  readonly state: number;
  readonly line: number;
  readonly message: string;
}

/** A result set: values as text, binary as `0x…`, dates in ISO 8601, bit as 0 or 1. */
export interface ClientResultSet {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** How a query went. */
export interface QueryAnswer {
  readonly outcome: 'done' | 'cancelled' | 'failed';
  readonly resultSets: readonly ClientResultSet[];
  readonly messages: readonly ServerError[];
  readonly errors: readonly ServerError[];
  readonly elapsedMs: number;
}

/** How a visit went; `loginErrors` is absent where the login succeeded. */
export interface ClientAnswer {
  readonly id: string;
  readonly loginErrors?: readonly ServerError[];
  readonly serverVersion?: string;
  readonly database?: string;
  readonly query?: QueryAnswer;
  readonly afterwards?: QueryAnswer;
}

/** A text to read as PowerShell. */
export interface PowerShellInput {
  readonly id: string;
  readonly text: string;
}

/** What `powershell` says of one text. */
export interface PowerShellAnswer {
  readonly id: string;
  /** `number` is PowerShell's name of the error. */
  readonly errors: readonly { readonly line: number; readonly number: string; readonly message: string }[];
  /** The words of each command, in order: texts without their quotes, all else as it is written. */
  readonly commands: readonly (readonly string[])[];
}

/** Where a schema stands: the path of a folder or file of .sql, or its text. */
export interface SchemaFiles {
  readonly path?: string;
  readonly text?: string;
}

/** A schema to read. */
export interface SchemaInput extends SchemaFiles {
  readonly id: string;
  readonly version: SqlVersion;
  /** Whether what the model finds wrong as a whole is told too. */
  readonly validate?: boolean;
}

/** What of a schema's scripts did not get into the model, and why. */
export interface SchemaProblem {
  /** It does not parse; the model holds no such statement; the model found it wrong. */
  readonly kind: 'syntax' | 'not-held' | 'model';
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
}

/** A line of `rows`: a row, or the end of an input. */
export type SchemaLine =
  | ({ readonly id: string } & CatalogLine)
  | { readonly id: string; readonly problems: readonly SchemaProblem[] };

/** What `rows` says of one schema. */
export interface SchemaRows {
  readonly id: string;
  readonly lines: readonly CatalogLine[];
  readonly problems: readonly SchemaProblem[];
}

/** Two schemas that should make the same database. */
export interface SchemaPair {
  readonly id: string;
  readonly version: SqlVersion;
  readonly source: SchemaFiles;
  readonly target: SchemaFiles;
}

/** A difference; without a property, the element is on the side that has a value only. */
export interface SchemaDifference {
  /** Kind and name as Microsoft's model has them: `Table [dbo].[t]`. */
  readonly element: string;
  /** `Columns[Column [dbo].[t].[a]].Nullable`; in parentheses what scripts tell and the model does not: `(text)`. */
  readonly property?: string;
  readonly source?: string;
  readonly target?: string;
}

/** How a comparison ended. */
interface ComparisonEnd {
  readonly id: string;
  readonly sourceProblems: readonly SchemaProblem[];
  /** With what the model finds wrong with the target and not with the source. */
  readonly targetProblems: readonly SchemaProblem[];
  /** What is in the source and is not compared. */
  readonly leftOut: readonly { readonly kind: string; readonly count: number; readonly reason: string }[];
}

/** A line of `same`. */
export type ComparisonLine = { readonly id: string; readonly difference: SchemaDifference } | ComparisonEnd;

/** What `same` says of two schemas. */
export interface SchemaComparison extends ComparisonEnd {
  readonly differences: readonly SchemaDifference[];
}

/** Something that a statement of a script needs and a later one makes. */
export interface LateThing {
  readonly line: number;
  /** `object [dbo].[t]` */
  readonly needs: string;
  /** The line of the statement that makes it. */
  readonly madeAt: number;
}

/** Whether a script makes things before they are needed. */
export interface OrderAnswer {
  readonly id: string;
  /** How many things it makes. */
  readonly made: number;
  readonly late: readonly LateThing[];
  readonly problems: readonly SchemaProblem[];
}
