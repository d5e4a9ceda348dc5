// The management packs of a database, without their XML. Source: the table dbo.ManagementPack.
import { flag } from '../../capture/batch/cell.ts';
import { askServer, timeAsText, timeOf } from '../../connect/ask-server.ts';
import type { RunOptions, Select, Session } from '../../connect/driver.ts';
import { ordinal } from '../../model/order.ts';

/** A management pack. */
export interface Pack {
  /** Its name. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** Whether it is sealed: such a one is installed again from its file. */
  readonly isSealed: boolean;
  /** When it last changed. */
  readonly modifiedAt: Date;
}

/** The table, as the facts of a database name it. */
export const PACKS_TABLE = { schema: 'dbo', name: 'ManagementPack' } as const;

const PACKS: Select = {
  columns: ['name', 'version', 'isSealed', 'modifiedAt'],
  text: `SELECT p.MPName AS [name], p.MPVersion AS [version], p.MPIsSealed AS [isSealed], ${timeAsText('p.MPLastModified')} AS [modifiedAt] FROM dbo.ManagementPack AS p`,
};

/** The packs. Throws what the session throws. */
export async function readPacks(
  session: Session,
  options: RunOptions & { readonly database: string },
): Promise<readonly Pack[]> {
  const [rows = []] = await askServer(session, [PACKS], options);
  return rows
    .map((row) => ({
      name: String(row.name),
      version: String(row.version),
      isSealed: flag(row.isSealed),
      modifiedAt: timeOf(row.modifiedAt),
    }))
    .sort((a, b) => ordinal(a.name, b.name));
}
