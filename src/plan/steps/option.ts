// The options of sys.configurations that a script sets, and how. Any other is left as it is found.
// Sources: "Server configuration options", "clr strict security", "contained database authentication" (Microsoft).
import type { SqlVersion } from '../../model/catalog/version.ts';

/** What the product does with an option. */
export interface OptionRow {
  /** `as-captured`: set to the value it had. `on-only`: a script switches it on and never off. `kept`: not touched. */
  readonly set: 'as-captured' | 'on-only' | 'kept';
  /** Only there while advanced options are shown. */
  readonly isAdvanced?: true;
  readonly since?: SqlVersion;
}

const ON_ONLY: OptionRow = { set: 'on-only' };

const OPTIONS: Readonly<Record<string, OptionRow>> = {
  'clr enabled': ON_ONLY,
  'clr strict security': { set: 'as-captured', isAdvanced: true, since: 2017 },
  'contained database authentication': ON_ONLY,
  'cross db ownership chaining': ON_ONLY,
};

const KEPT: OptionRow = { set: 'kept' };

/** The row of an option. */
export function optionRow(name: string): OptionRow {
  return Object.hasOwn(OPTIONS, name) ? (OPTIONS[name] ?? KEPT) : KEPT;
}
