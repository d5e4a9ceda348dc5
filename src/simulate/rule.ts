// What a rule of the simulated server is: the reason why SQL Server would not run a statement.
import type { ControlKind, Statement } from '../parse/tree/statement.ts';
import type { PermissionAct } from './effects/permission-act.ts';
import type { RunContext } from './run-context.ts';

/** A statement that is one act. */
export type SimpleStatement = Exclude<Statement, { kind: ControlKind | PermissionAct['kind'] }>;

/** What a rule judges: a statement, or one permission of one grantee of a GRANT, DENY or REVOKE. */
export type Act = SimpleStatement | PermissionAct;

/** The kinds of acts. */
export type ActKind = Act['kind'];

/** The act of a kind. */
export type ActOf<K extends ActKind> = K extends ActKind ? Matching<Act, K> : never;

type Matching<A, K> = A extends { readonly kind: infer X } ? (K extends X ? A : never) : never;

/** A reason not to run a statement. */
export interface Refusal {
  /** Stable name, such as `grantee-exists`. */
  readonly name: string;
  /** Title of the Microsoft page that says so, with `(a guess)` where none does. */
  readonly source: string;
  /** `@@ERROR`, where it is known. */
  readonly error?: number;
  readonly on: readonly ActKind[];
  /** It asks what no script tells of a server (its release, an option, who may what): not asked in an open world. */
  readonly asksServer?: true;
  /** What the statement is for is there already, so that nothing is lost where it is refused behind a guard. */
  readonly isMet?: true;
  /** Why the act is refused; undefined where this rule has nothing against it. */
  readonly refuses: (act: Act, context: RunContext) => string | undefined;
  /** In an open world: has what the act speaks of be there. */
  readonly mentions?: (act: Act, context: RunContext) => void;
}
