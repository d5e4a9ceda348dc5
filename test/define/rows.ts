// Rows of a small database that has what the tests ask for: made by hand, in the words of the catalogue's columns.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { CaptureOptions } from '../../src/capture/options.ts';
import type { DefinitionFact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { type EngineTables, engineFromTables, type TableRows } from '../server/engine/engine-from-tables.ts';

/** The database that the rows are of. */
export const DATABASE = 'Shop';

/** Captures a database with these rows, and definitions. */
export async function captureRows(
  rows: TableRows,
  options: CaptureOptions = {},
  settings: Partial<EngineTables> = {},
): Promise<Snapshot> {
  const engine = engineFromTables({ version: 2019, ...settings, databases: { [DATABASE]: rows } });
  return captureServer(engineDriver(engine, 'sa', 'sa'), {
    now: () => new Date(0),
    definitions: true,
    ...options,
  });
}

/** The definitions of a snapshot. */
export function definitionsIn({ facts }: Snapshot): readonly DefinitionFact[] {
  return facts.filter((fact) => fact.kind === 'definition');
}
