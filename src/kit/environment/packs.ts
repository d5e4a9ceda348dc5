// The management packs of a database, without their XML. Source: the table dbo.ManagementPack.
import type { RunOptions, Session } from '../../connect/driver.ts';
import { askServer } from './ask-server.ts';

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

const BATCH = `SET NOCOUNT ON;
SET LOCK_TIMEOUT 60000;
SELECT p.MPName, p.MPVersion, p.MPIsSealed, p.MPLastModified FROM dbo.ManagementPack AS p ORDER BY p.MPName;
`;

/** The packs. Throws what the session throws. */
export async function readPacks(
  session: Session,
  options: RunOptions & { readonly database: string },
): Promise<readonly Pack[]> {
  const [rows = []] = await askServer(session, BATCH, options);
  return rows.map((row) => ({
    name: String(row.MPName),
    version: String(row.MPVersion),
    isSealed: Boolean(row.MPIsSealed),
    modifiedAt: row.MPLastModified as Date,
  }));
}
