// Steps of Agent jobs that run as a proxy, as SSMS scripts them: by the names of job and proxy. A new msdb refuses them
// until the proxy is there, so that they come after the script of the server.
import type { Driver } from '../../src/connect/driver.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';

/** Adds the steps that the fixture has and a server before its restore has not. */
export async function addStepsOfProxies(driver: Driver, fixture: ServerFixture): Promise<void> {
  const steps = [...stepsOfProxies(fixture)];
  if (steps.length === 0) return;
  const session = await driver.open({ database: 'msdb' });
  for (const step of steps) for await (const set of session.run(step)) for await (const _ of set.rows);
  await session.close();
}

function* stepsOfProxies({ databases }: ServerFixture): Iterable<string> {
  const records = (view: string) => (databases.get('msdb')?.get(view) ?? []).map(({ record }) => record);
  const named = (view: string, column: string, id: unknown) =>
    quoted(records(view).find((row) => row[column] === id)?.name);
  for (const step of records('dbo.sysjobsteps')) {
    if ((step.proxy_id ?? null) === null) continue;
    const job = named('dbo.sysjobs', 'job_id', step.job_id);
    const proxy = named('dbo.sysproxies', 'proxy_id', step.proxy_id);
    const [name, subsystem] = [quoted(step.step_name), quoted(step.subsystem)];
    yield `EXEC dbo.sp_add_jobstep @job_name = ${job}, @step_id = ${step.step_id}, @step_name = ${name}, @subsystem = ${subsystem}, @proxy_name = ${proxy}`;
  }
}

const quoted = (name: unknown): string => `N'${String(name).replaceAll("'", "''")}'`;
