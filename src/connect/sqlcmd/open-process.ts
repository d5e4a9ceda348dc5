// One attempt to connect through sqlcmd: it is started, told how to behave, and asked whether it takes UTF-8. However
// that ends, no process is left that nobody knows.
import { abortError } from '../../model/abort.ts';
import { startLimit, whenAborted } from '../deadline.ts';
import { closingLine } from '../printed/answer-line.ts';
import { formatServerAddress } from '../server-address.ts';
import type { Secrets } from '../server-error.ts';
import { CONNECT_TIMEOUT_MS, type ServerTarget } from '../server-target.ts';
import { closingInput } from './batch-input.ts';
import type { Sqlcmd } from './find-sqlcmd.ts';
import { ScopeReader } from './scope-reader.ts';
import { ERRORS_APART, sqlcmdStart } from './sqlcmd-arguments.ts';
import { sqlcmdOpenError } from './sqlcmd-error.ts';
import { SqlcmdProcess } from './sqlcmd-process.ts';

/** What a session stands on. */
export interface OpenedProcess {
  readonly process: SqlcmdProcess;
  /** Whether what is sent to it may hold more than ASCII. */
  readonly canUnicode: boolean;
}

/** What an attempt needs. */
export interface OpenParts {
  readonly target: ServerTarget;
  readonly sqlcmd: Sqlcmd;
  readonly database: string;
  readonly secrets: Secrets;
  /** A number that nobody can guess. */
  readonly scope: number;
}

/** What sqlcmd takes to start and to tell that a login came too late, in milliseconds. */
const STARTING_MS = 10_000;

/** The settings that tedious sends after every login. */
const SETTINGS = `SET NOCOUNT ON; SET TEXTSIZE 2147483647; SET XACT_ABORT OFF; SET IMPLICIT_TRANSACTIONS OFF; SET ARITHABORT ON;
SET ANSI_NULLS ON; SET ANSI_PADDING ON; SET ANSI_WARNINGS ON; SET CONCAT_NULL_YIELDS_NULL ON; SET QUOTED_IDENTIFIER ON;
GO
`;

const NOT_UNICODE = 'regrant: not UTF-8';
const SIGNS = 'Ж漢😀';
const UNICODE_CHECK = `IF CONVERT(varbinary(20), N'${SIGNS}') <> 0x${Buffer.from(SIGNS, 'utf16le').toString('hex')} RAISERROR('${NOT_UNICODE}', 16, 1);
GO
`;

/** Connects once; throws a RegrantError as `Driver.open` does. */
export async function openProcess(parts: OpenParts, signal: AbortSignal | undefined): Promise<OpenedProcess> {
  const { target, sqlcmd, database, scope, secrets } = parts;
  const server = formatServerAddress(target.address);
  const what = `Connecting to ${server}`;
  if (signal?.aborted) throw abortError(signal, what);
  const limit = startLimit(signal, (target.connectTimeoutMs ?? CONNECT_TIMEOUT_MS) + STARTING_MS, what);
  const process = new SqlcmdProcess(sqlcmd, sqlcmdStart(target, sqlcmd, database));
  const ignore = whenAborted(limit.signal, () => process.kill());
  try {
    const reader = new ScopeReader(process, scope);
    const saying = process.errors.until(closingLine(scope));
    process.send(ERRORS_APART[sqlcmd.edition] + SETTINGS + UNICODE_CHECK + closingInput(scope));
    void saying.then(({ isWhole }) => (isWhole ? reader.pushOut() : process.close()));
    const [printed, said] = await Promise.all([reader.rest(), saying]);
    if (limit.signal.aborted) throw abortError(limit.signal, what);
    const errors = said.errors.map(({ message }) => message.trim());
    const canUnicode = !errors.includes(NOT_UNICODE);
    if (said.isWhole) return { process, canUnicode };
    await process.close();
    throw process.failure ?? sqlcmdOpenError([...said.other, ...errors, ...printed], server, secrets);
  } catch (error) {
    process.kill();
    throw error;
  } finally {
    ignore();
    limit.clear();
  }
}
