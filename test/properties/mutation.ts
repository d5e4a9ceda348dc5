// What a mutation is: one place broken on purpose, and who should notice.

/** One place broken on purpose. */
export interface Mutation {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
  /** Test files, or `cases:` and names; tried in order. */
  readonly tests: readonly string[];
}
