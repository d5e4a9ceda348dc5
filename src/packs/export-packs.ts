// The unsealed management packs of Service Manager's database into files, one after another, so that no more than one is
// held: a last resort beside the supported export. Sealed ones are listed; they are installed again from their own files.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { askServer } from '../connect/ask-server.ts';
import type { Driver, RunOptions, Select, Session } from '../connect/driver.ts';
import { distinctFileName, objectFileName } from '../files/file-name.ts';
import { makeFolder } from '../files/make-folder.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { examinePack } from './examine-pack.ts';
import { type ExportedPack, type ManagementPack, PACK_LIST, type PacksExport } from './pack.ts';
import { packListText } from './pack-list.ts';
import { type PackRow, readPacks } from './read-packs.ts';

/** Options of {@link exportPacks}. */
export interface PacksOptions {
  /** The database of Service Manager; default `ServiceManager`. */
  readonly database?: string;
  /** The longest that one statement may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Cancels the work. */
  readonly signal?: AbortSignal;
  /** The time; for tests. */
  readonly now?: () => Date;
}

const RULES: OptionRules<PacksOptions> = {
  database: 'text',
  timeoutMs: 'milliseconds',
  signal: 'signal',
  now: 'function',
};

/**
 * Lists the management packs of a database and writes the XML of each unsealed one into a folder, with the list of all
 * (`packs.json`) behind them. One that is not well-formed is written as it is, with what is wrong in the list.
 * Throws a RegrantError: what the driver throws; `bad-option`, also for a database without management packs; `file-failed`.
 */
export async function exportPacks(
  driver: Driver,
  folder: string,
  options: PacksOptions = {},
): Promise<PacksExport> {
  checkOptions(options, RULES);
  const { database = 'ServiceManager', signal, timeoutMs, now = () => new Date() } = options;
  const limits = defined({ signal, timeoutMs });
  const session = await driver.open({ database, ...defined({ signal }) });
  try {
    const server = await serverOf(session, database, limits);
    const rows = await readPacks(session, limits);
    await makeFolder(folder);
    const names = fileNames(rows);
    const packs: ExportedPack[] = [];
    for (const row of rows)
      packs.push(await exportPack(row, rows, names.get(row) ?? '', { session, folder, limits }));
    const exportedAt = now().toISOString();
    const made: PacksExport = { regrant: 'packs', server, database, exportedAt, packs };
    await writeFileAtomically(join(folder, PACK_LIST), [packListText(made)], 'packs', { signal });
    return made;
  } finally {
    await session.close();
  }
}

const IS_THERE: Select = {
  columns: ['server', 'there'],
  text: "SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS [server], COL_LENGTH(N'dbo.ManagementPack', N'MPXML') AS [there]",
};

/** The server's own name. Throws a RegrantError `bad-option` for a database without packs. */
async function serverOf(session: Session, database: string, limits: RunOptions): Promise<string> {
  const [[found] = []] = await askServer(session, [IS_THERE], limits);
  if (found?.there === null || found?.there === undefined) throw noPacks(database);
  return String(found.server ?? '');
}

interface Place {
  readonly session: Session;
  readonly folder: string;
  readonly limits: RunOptions;
}

/** What an id has to be to stand in a statement: it comes from a server. */
const GUID = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

async function exportPack(
  { id, ...pack }: PackRow,
  all: readonly ManagementPack[],
  file: string,
  { session, folder, limits }: Place,
): Promise<ExportedPack> {
  if (pack.isSealed) return { ...pack, problems: [] };
  if (!GUID.test(id)) return { ...pack, problems: ['Its id is none, so that its XML cannot be asked for.'] };
  const text = `SELECT p.MPXML AS [xml] FROM dbo.ManagementPack AS p WHERE p.ManagementPackId = '${id}'`;
  const [[row] = []] = await askServer(session, [{ columns: ['xml'], text }], limits);
  const xml = typeof row?.xml === 'string' ? row.xml : '';
  if (!xml.includes('<ManagementPack')) return { ...pack, problems: ['It holds no management pack.'] };
  const bytes = encoded(xml);
  await writeFileAtomically(join(folder, file), [bytes], 'pack', defined({ signal: limits.signal }));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...pack, file, sha256, problems: examinePack(pack, xml, all) };
}

/** In the encoding that a declaration names; UTF-8 where it names none. */
function encoded(xml: string): Buffer {
  const isWide = /^\s*<\?xml[^>]*encoding=["']utf-16/i.test(xml.slice(0, 200));
  return isWide ? Buffer.from(`\ufeff${xml}`, 'utf16le') : Buffer.from(xml, 'utf8');
}

/** A file for each unsealed pack; two names that differ in case only have different ones. */
function fileNames(rows: readonly PackRow[]): ReadonlyMap<PackRow, string> {
  const taken = new Set<string>([PACK_LIST]);
  const names = new Map<PackRow, string>();
  for (const row of rows.filter(({ isSealed }) => !isSealed)) {
    const plain = objectFileName(row.name);
    const name = taken.has(`${plain}.xml`.toLowerCase()) ? distinctFileName(plain, row.id) : plain;
    taken.add(`${name}.xml`.toLowerCase());
    names.set(row, `${name}.xml`);
  }
  return names;
}

function noPacks(database: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${database} has no management packs, or the login may not see them.`,
    remedy:
      'Name the database of Service Manager with --database, and a login that may SELECT from dbo.ManagementPack.',
  });
}
