// What makers of made up schemas are given.
import type { SqlVersion } from '../../../src/model/catalog/version.ts';
import type { Choices } from '../choices.ts';

/** Where a maker makes its things, and what it draws from. */
export interface FeaturePlace {
  readonly choices: Choices;
  readonly version: SqlVersion;
  /** `[made].[…]` of a name that nothing else has. */
  readonly own: (what: string) => string;
  /** The same name alone. */
  readonly plain: (what: string) => string;
}
