// How objects are written into plain files.
import type { DefineOptions } from '../define/define-options.ts';
import { type EncodeOptions, NEWLINES, TEXT_ENCODINGS } from '../files/encode-text.ts';
import type { OptionRules } from '../model/option-rules.ts';

/** How objects are written into plain files: UTF-8 with a byte order mark and CRLF unless told. */
export interface ExportOptions extends DefineOptions, EncodeOptions {
  /** What is done where an object is there already: nothing is asked (default), it is left alone, or modules are altered. */
  readonly existence?: 'none' | 'guard' | 'create-or-alter';
  /**
   * Whether objects are dropped: never (default), before they are made, or only dropped. In one script of all they go from the
   * last to the first; where `existence` asks whether they are there, so do these statements.
   */
  readonly drop?: 'none' | 'before' | 'only';
  /** Whether what is granted and denied on an object, and its owner, stand behind it. Default false. */
  readonly permissions?: boolean;
  /** Whether a comment stands before each object that says what it is; no date is in it. Default false. */
  readonly headers?: boolean;
  /** Whether a file begins with USE. Default false; a single script of several databases has it anyway. */
  readonly useDatabase?: boolean;
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
}

/** What files are encoded in unless the options say otherwise. */
export const USUAL_ENCODING = 'utf8-bom';

/** What the options may be. */
export const EXPORT_OPTION_RULES: OptionRules<ExportOptions> = {
  collation: ['when-different', 'always', 'never'],
  filegroups: ['keep', 'omit'],
  existence: ['none', 'guard', 'create-or-alter'],
  drop: ['none', 'before', 'only'],
  permissions: 'flag',
  headers: 'flag',
  useDatabase: 'flag',
  encoding: TEXT_ENCODINGS,
  newline: NEWLINES,
  signal: 'signal',
};
