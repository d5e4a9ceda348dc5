// Every error the product throws on purpose: a code, the fact, the remedy. The cause stays attached.

/** Stable codes of {@link RegrantError}; scripts may match on them. */
export type ErrorCode =
  | 'bad-address'
  | 'bad-answer'
  | 'bad-answers-file'
  | 'bad-config'
  | 'bad-option'
  | 'bad-profile'
  | 'bad-script'
  | 'bad-snapshot'
  | 'bad-template'
  | 'cancelled'
  | 'connection-failed'
  | 'connection-lost'
  | 'encryption-refused'
  | 'incomplete-snapshot'
  | 'internal'
  | 'limit-exceeded'
  | 'login-failed'
  | 'not-supported'
  | 'password-missing'
  | 'plan-outdated'
  | 'query-failed'
  | 'server-too-old'
  | 'timed-out'
  | 'file-failed'
  | 'file-locked';

/** What a {@link RegrantError} is made of. */
export interface RegrantErrorParts {
  /** A stable code, for programs. */
  readonly code: ErrorCode;
  /** What happened, one sentence, with the names involved and no secret. */
  readonly fact: string;
  /** What the reader can do about it, one sentence. */
  readonly remedy: string;
  /** The error behind it. */
  readonly cause?: unknown;
}

/** An error with a code, a fact and a remedy; `message` is the fact and the remedy together. */
export class RegrantError extends Error {
  /** `RegrantError`. */
  override readonly name = 'RegrantError';
  /** A stable code, for programs. */
  readonly code: ErrorCode;
  /** What is so, in one sentence. */
  readonly fact: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;

  constructor(parts: RegrantErrorParts) {
    super(`${parts.fact} ${parts.remedy}`, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = parts.code;
    this.fact = parts.fact;
    this.remedy = parts.remedy;
  }
}
