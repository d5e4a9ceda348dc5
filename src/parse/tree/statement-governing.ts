// Statements that decide whether and where others run: IF, TRY, WHILE, text that runs as a batch of its own, and the
// procedures of a regrant script that say where the next ones run.
import type { Hex } from '../../model/fact.ts';
import type { WrapperName } from '../../model/script-protocol.ts';
import type { Expression } from './expression.ts';
import type { Statement } from './statement.ts';
import type { Node } from './statement-node.ts';

/** `IF condition … ELSE …`. A `condition` of kind opaque was not understood. */
export interface If extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** `BEGIN TRY … END TRY BEGIN CATCH … END CATCH`. */
export interface Try extends Node {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handler: readonly Statement[];
}

/** `WHILE`: how often its body runs is not known. */
export interface While extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

/** Text that the script runs as a batch of its own: EXEC('…'), sp_executesql, or a wrapper of a regrant script. */
export interface Execute extends Node {
  readonly kind: 'execute';
  readonly wrapper: 'string' | 'sp_executesql' | WrapperName;
  /** `EXEC ('…') AS USER = 'x'`: who acts while it runs. */
  readonly as?: { readonly kind: 'user' | 'login'; readonly name: string };
  /** The database named in front of sp_executesql. */
  readonly database?: string;
  /** The statement's number in a regrant script. */
  readonly number?: number;
  /** The login that `#regrant_login` checks before it runs the statement. */
  readonly login?: { readonly name: string; readonly sid?: Hex };
  /** The login that `#regrant_access` takes something from: left for the end where it is the one that runs the script. */
  readonly access?: { readonly name: string; readonly sid?: Hex; readonly guard: Expression };
  /** What `#regrant_secret` asks before it runs the statement: where it holds, nothing is run. */
  readonly guard?: Expression;
  /** The statement still has the placeholder of a secret, so that the wrapper does not run it. */
  readonly hasPlaceholder?: true;
  readonly statements: readonly Statement[];
}

/** `EXEC #regrant_database N'x'`: what follows runs in x; without a database, on the server (in master). */
export interface RegrantDatabase extends Node {
  readonly kind: 'regrant-database';
  readonly database?: string;
}

/** `EXEC #regrant_type 7, N'…'`: a person has typed the secret of statement 7. */
export interface RegrantSecret extends Node {
  readonly kind: 'regrant-secret';
  readonly number: number;
}

/** Any that holds others. */
export type GoverningStatement = If | Try | While | Execute;

/** Any that speaks to the procedures of a regrant script. */
export type RegrantStatement = RegrantDatabase | RegrantSecret;
