// What other features have put on a table that CREATE TABLE does not say: it is told, so that nobody takes the table that a
// script makes for more than it is. Source: "sys.tables", "Enable and Disable change data capture", "Publish Data and
// Database Objects", "Enable Stretch Database for a table" (Microsoft).
import { flag } from '../../batch/cell.ts';
import type { DatabaseScope } from '../../scope.ts';

/** By column of `sys.tables`: what it is called, and how a table gets it. */
const FEATURES = {
  is_tracked_by_cdc: ['change data capture', 'switch it on again with sys.sp_cdc_enable_table'],
  is_replicated: ['replication', 'publish them again'],
  is_merge_published: ['merge replication', 'publish them again'],
  is_remote_data_archive_enabled: ['Stretch Database', 'their rows that are elsewhere stay there'],
} as const;

type FeatureColumn = keyof typeof FEATURES;

/** The columns that tell them. */
export const FEATURE_COLUMNS = Object.keys(FEATURES) as FeatureColumn[];

/** Tells those of a table. */
export function noteFeatures(scope: DatabaseScope, cellOf: (column: FeatureColumn) => unknown): void {
  for (const column of FEATURE_COLUMNS) {
    if (!flag(cellOf(column))) continue;
    const [what, how] = FEATURES[column];
    const fact = `Tables have ${what} on them, without which a script makes them: ${how}.`;
    scope.ledger.note('table-feature-not-captured', fact, 1);
  }
}
