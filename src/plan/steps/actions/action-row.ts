// What a plan knows of one action.
import type { ReleaseNeed } from '../../../model/catalog/release-need.ts';
import type { ParameterKind, Values } from '../parameter-kind.ts';
import type { PhaseName } from '../phase.ts';

/** How the line that runs a statement treats it. */
export type Wrapper =
  /** Runs it. */
  | 'statement'
  /** Runs it unless the login's name or SID is taken; a conflict is reported. Needs `login` and `sid`. */
  | 'login'
  /** Runs it unless the guard finds a row; refuses while its placeholder stands. The template is `guard` and statement. */
  | 'secret'
  /**
   * Runs it where the guard finds a row, which tells that there is something to do; leaves it for the end where it is
   * about the login that runs the script.
   */
  | 'access'
  /** Runs it under the SET options that it was made under, unless the guard finds a row. */
  | 'define';

/** What there is to know of an action. */
export type ActionRow = Row & (WithSecret | WithoutSecret);

/** Rows of actions, by their names. */
export type ActionRows = Readonly<Record<string, ActionRow>>;

/** What the row of an action has whose secret a person types; `secretOf` says in words what it is the secret of. */
export const typed = (secretOf: WithSecret['secretOf']) =>
  ({ wrapper: 'secret', isGuarded: true, secretOf }) as const;

interface WithSecret {
  readonly wrapper: 'secret';
  readonly secretOf: (values: Values) => string;
}

interface WithoutSecret {
  readonly wrapper?: Exclude<Wrapper, 'secret'>;
  /** Of what runs without one where the values have it: undefined there. */
  readonly secretOf?: (values: Values) => string | undefined;
}

interface Row {
  /** Where it stands, unless a rule puts one of its steps elsewhere. */
  readonly phase: PhaseName;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  /** The parameter that names the principal or schema which it makes. */
  readonly makes?: string;
  /** The release that brought the statement, where 2012 lacks it; what a value needs stands with its kind. */
  readonly since?: ReleaseNeed;
  /** The login that it keeps out of the server, or out of sysadmin. */
  readonly shutsOut?: (values: Values) => unknown;
  /** The login whose name or password it changes. */
  readonly access?: (values: Values) => unknown;
  /** Whether a template `guard` beside its own tells if there is anything to do. */
  readonly isGuarded?: true;
  /** One of the same values is enough for all that come in its phase. */
  readonly once?: true;
}
