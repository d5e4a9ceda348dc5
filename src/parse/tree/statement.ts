// The statements a script is read into: plain objects with a kind, a tag per statement of the language that
// concerns security. Legacy procedures are given as the statements they stand for, with `via` naming them.
// Those about the session and the flow of a batch stand here: who acts and where, what is in force, and those that hold others.

import type { Hex } from '../../model/fact.ts';
import type { WrapperName } from '../../model/script-protocol.ts';
import type { Place } from '../lex/token.ts';
import type { Expression, NameParts } from './expression.ts';
import type { SaidOfMsdb } from './said-of-msdb.ts';
import type { SaidOfPrincipals } from './said-of-principals.ts';
import type { SaidOfServer } from './said-of-server.ts';

export type * from './said-of-principals.ts';
export type * from './said-of-server.ts';

/** Where a statement stands, from `offset` to `end`, the offset after its last token. */
export interface Span extends Place {
  readonly end: number;
}

/**
 * The system procedure that a statement was written as. Its side effects that depend on the server (a user that
 * sp_addrolemember makes, a schema that sp_droprole takes along) are not spelled out as statements.
 */
export interface Via {
  /** Its name in lower case, such as `sp_addrolemember`. */
  readonly procedure: string;
  /** What it was given, by parameter in lower case; `true` for a password, which is not kept. */
  readonly arguments: Readonly<Record<string, string | number | null | true>>;
}

/** The parts that every statement has. */
export interface Node {
  readonly span: Span;
  readonly via?: Via;
}

/** What those say that decide what runs, and change nothing themselves. */
interface Control {
  revert: object;
  /** `SET NOEXEC ON`, `SET ANSI_NULLS, QUOTED_IDENTIFIER OFF`: options that are on or off, upper case. */
  'set-option': { options: readonly string[]; isOn: boolean };
  /** `RETURN`: nothing behind it runs, up to the end of its batch or text. */
  return: object;
  /** `name`: of a savepoint or a transaction; absent where none is given, or a variable names it. */
  transaction: { act: 'begin' | 'commit' | 'rollback' | 'save'; name?: string };
  /** `GO`: the batch ends here; `times` is what stands behind it, 1 without. Dynamic text has none. */
  'batch-end': { times: number };
  /** `EXEC #regrant_database N'x'`: what follows runs in x; without a database, on the server (in master). */
  'regrant-database': { database?: string };
  /** `EXEC #regrant_type 7, N'…'`: a person has typed the secret of statement 7. */
  'regrant-secret': { number: number };
  /** `IF condition … ELSE …`. A `condition` of kind opaque was not understood. */
  if: { condition: Expression; body: readonly Statement[]; otherwise: readonly Statement[] };
  /** `BEGIN TRY … END TRY BEGIN CATCH … END CATCH`. */
  try: { body: readonly Statement[]; handler: readonly Statement[] };
  /** `WHILE`: how often its body runs is not known. */
  while: { condition: Expression; body: readonly Statement[] };
  /** Text that the script runs as a batch of its own: EXEC('…'), sp_executesql, or a wrapper of a regrant script. */
  execute: {
    wrapper: 'string' | 'sp_executesql' | WrapperName;
    /** `EXEC ('…') AS USER = 'x'`: who acts while it runs. */
    as?: { readonly kind: 'user' | 'login'; readonly name: string };
    /** The database named in front of sp_executesql. */
    database?: string;
    /** The statement's number in a regrant script. */
    number?: number;
    /** The login that `#regrant_login` checks before it runs the statement. */
    login?: { readonly name: string; readonly sid?: Hex };
    /** The login that `#regrant_access` takes something from: left for the end where it is the one that runs the script. */
    access?: { readonly name: string; readonly sid?: Hex; readonly guard: Expression };
    /** What `#regrant_secret` asks before it runs the statement: where it holds, nothing is run. */
    guard?: Expression;
    /** A condition or a value in the text reaches beyond it: a call of what somebody wrote, a question to another server. */
    callsOut?: true;
    /** The statement still has the placeholder of a secret, so that the wrapper does not run it. */
    hasPlaceholder?: true;
    statements: readonly Statement[];
  };
  /**
   * A statement that is not about security: its text stands from `span.offset` to `span.end`. `verb` is its first words,
   * upper case (`SELECT INTO`, `DBCC CHECKDB`), of a procedure its name in lower case (`EXEC xp_cmdshell`).
   */
  foreign: {
    verb: string;
    /** The object that it changes, or makes a part of, where its words tell: of `CREATE INDEX … ON`, of `ALTER TABLE`. */
    on?: NameParts;
    /** Of RAISERROR: it has constants and variables only. */
    isPlain?: true;
  };
  /** What was reported instead of read: malformed, or known only when the script runs. */
  unread: object;
}

/** What a statement of each kind says. */
interface Said extends Control, SaidOfPrincipals, SaidOfServer, SaidOfMsdb {
  /** `EXECUTE AS …`: until REVERT (or the end of the text that it stands in) another principal acts. */
  'execute-as': {
    as: 'user' | 'login' | 'caller' | 'owner' | 'self';
    /** Of `user` and `login`; absent where only the server knows it, which is reported. */
    name?: string;
    withNoRevert: boolean;
  };
  use: { database: string };
  'create-schema': {
    /** Absent in `CREATE SCHEMA AUTHORIZATION owner`, where it is the owner's name. */
    name?: string;
    owner?: string;
    /** GRANT, DENY, REVOKE inside the statement. */
    elements: readonly Statement[];
  };
}

/** The kinds of statements that decide what runs. */
export type ControlKind = keyof Control;

/** The kinds of statements. */
export type StatementKind = keyof Said;

/** The statement of a kind. */
export type StatementOf<K extends StatementKind> = K extends StatementKind
  ? Node & { readonly kind: K } & Readonly<Said[K]>
  : never;

/** What a statement that defines something does to it, as its kind begins. */
export type Verb = 'create' | 'alter' | 'drop';

/** Any statement. */
export type Statement = StatementOf<StatementKind>;

export type PermissionStatement = StatementOf<'grant' | 'deny' | 'revoke'>;
export type Execute = StatementOf<'execute'>;
