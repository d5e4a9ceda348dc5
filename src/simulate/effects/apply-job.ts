// What the procedures of msdb change about the jobs of SQL Server Agent. Source: "sp_update_job (Transact-SQL)".
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';

/** Makes a job, of whoever makes it where nobody is named. */
export function addJob(act: ActOf<'add-agent-job'>, { server }: RunContext): void {
  const { name, owner, category, isEnabled = true } = act;
  const own = server.isOpen ? undefined : server.runner.sid;
  const ownerSid = owner === undefined ? own : server.sidOf(owner);
  server.msdb.jobs.set(name, { id: server.newId(), name, isEnabled, ...defined({ category, ownerSid }) });
}

/** Takes a job away. */
export function deleteJob({ name }: ActOf<'delete-agent-job'>, { server }: RunContext): void {
  server.msdb.jobs.delete(name);
}

/** Changes what the call says. */
export function updateJob(act: ActOf<'update-agent-job'>, { server }: RunContext): void {
  const { jobs } = server.msdb;
  const before = jobs.get(act.name);
  if (before === undefined) return;
  const { isMentioned: _, ...rest } = before;
  const { newName: name = before.name, owner, category, isEnabled } = act;
  const ownerSid = owner === undefined ? undefined : server.sidOf(owner);
  jobs.delete(act.name);
  jobs.set(name, { ...rest, name, ...defined({ ownerSid, category, isEnabled }) });
}
