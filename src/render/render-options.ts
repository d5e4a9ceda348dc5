// What whoever makes a script decides about it.

/** How to render. */
export interface RenderOptions {
  /** Let the script run on a server of any name without being edited. Default false. */
  readonly anyServer?: boolean;
  /** Give another login that has the name of a captured one what was meant for that. Default false. */
  readonly allowConflicts?: boolean;
  /** Disable, rename and change the password of the login that runs the script, too. Default false. */
  readonly allowLockout?: boolean;
}
