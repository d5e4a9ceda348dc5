// What the procedures of msdb change about the jobs of SQL Server Agent. Source: "sp_update_job (Transact-SQL)".
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';

/** Changes what the call says. */
export function updateJob(act: ActOf<'update-agent-job'>, { server }: RunContext): void {
  const { jobs } = server.msdb;
  const before = jobs.get(act.name);
  if (before === undefined) return;
  const { isMentioned: _, ...rest } = before;
  const { newName: name = before.name, owner, isEnabled } = act;
  const ownerSid = owner === undefined ? undefined : server.sidOf(owner);
  jobs.delete(act.name);
  jobs.set(name, { ...rest, name, ...defined({ ownerSid, isEnabled }) });
}
