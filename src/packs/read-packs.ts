// The management packs of a database as their rows tell of them, without their XML. Source: the table dbo.ManagementPack.
import { askServer, timeAsText } from '../connect/ask-server.ts';
import type { RunOptions, Select, Session } from '../connect/driver.ts';
import { defined } from '../model/defined.ts';
import { ordinal } from '../model/order.ts';
import type { ManagementPack } from './pack.ts';

/** The table, as the facts of a database name it. */
export const PACKS_TABLE = { schema: 'dbo', name: 'ManagementPack' } as const;

/** A pack with the id of its row. */
export interface PackRow extends ManagementPack {
  readonly id: string;
}

const LIST: Select = {
  columns: ['id', 'name', 'friendly', 'version', 'token', 'sealed', 'modified'],
  text: `SELECT CONVERT(nvarchar(36), p.ManagementPackId) AS [id], p.MPName AS [name], p.MPFriendlyName AS [friendly], p.MPVersion AS [version], p.MPKeyToken AS [token], CAST(p.MPIsSealed AS int) AS [sealed], ${timeAsText('p.MPLastModified')} AS [modified] FROM dbo.ManagementPack AS p`,
};

/** The packs, in ordinal order of their names. Throws what the session throws. */
export async function readPacks(session: Session, options: RunOptions): Promise<readonly PackRow[]> {
  const [answers = []] = await askServer(session, [LIST], options);
  const rows = answers.map((answer): PackRow => {
    const text = (column: string): string => String(answer[column] ?? '');
    const [friendlyName, keyToken] = [text('friendly') || undefined, text('token') || undefined];
    return defined({
      id: text('id'),
      name: text('name'),
      friendlyName,
      version: text('version'),
      keyToken,
      isSealed: Number(answer.sealed) === 1,
      lastModified: text('modified'),
    });
  });
  return rows.sort((a, b) => ordinal(a.name, b.name));
}
