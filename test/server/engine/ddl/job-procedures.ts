// Procedures of msdb about the jobs of SQL Server Agent. Source: "sp_update_job (Transact-SQL)".
import { failAt } from '../messages.ts';
import { inMsdb } from './agent-procedures.ts';
import type { DdlContext } from './ddl-context.ts';
import { databaseTable, loginNamed, rowNamed } from './principals.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';
import { accountSid } from './windows-directory.ts';

const JOBS = 'dbo.sysjobs';

/** The procedures, by name in lower case. */
export const JOB_PROCEDURES: Readonly<Record<string, SystemProcedure>> = {
  sp_update_job: {
    parameters: [
      '@job_id',
      '@job_name',
      '@new_name',
      '@enabled',
      '@description',
      '@start_step_id',
      '@category_name',
      '@owner_login_name',
    ],
    run: inMsdb(updateJob),
  },
};

function updateJob(values: Values, { state, line }: DdlContext): void {
  const table = databaseTable(state, JOBS);
  const name = String(values('@job_name') ?? '');
  const found = rowNamed(table, name, state);
  if (found === undefined) throw failAt(line, 14_262, `The specified @job_name ('${name}') does not exist.`);
  const [owner, enabled] = [values('@owner_login_name'), values('@enabled')];
  const sid =
    owner === null
      ? undefined
      : (loginNamed(state, String(owner))?.sid ?? accountSid(state.server.settings, String(owner)));
  if (owner !== null && sid === undefined)
    throw failAt(line, 14_234, "The specified '@owner_login_name' is invalid.");
  table.update(
    { job_id: found.job_id ?? null },
    {
      ...(sid !== undefined && { owner_sid: sid }),
      ...(enabled !== null && { enabled: Number(enabled) }),
    },
  );
}
