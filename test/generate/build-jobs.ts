// Jobs of SQL Server Agent with steps that run as a proxy or a user, and packages of Integration Services with their roles.
import type { ServerPrincipal } from './build-server.ts';
import { guidOf } from './build-server-securables.ts';
import { Choices } from './choices.ts';
import type { Tables } from './environment.ts';
import { addRow, rowsOf } from './environment.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import { forEachItem } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import { GONE_SID } from './sid.ts';

const SA = Uint8Array.of(1);
const ROOT = guidOf('1000', 0);
/** SQLAgentUserRole, which every msdb has. */
const ROLE = new Uint8Array(Buffer.from('010500000000000904000000CE37976D38223B55F5A14CAC3938E110', 'hex'));

/** Adds a job and a package for each item. */
export function addJobs(tables: Tables, plan: EnvironmentPlan, logins: readonly ServerPrincipal[]): void {
  const names = new NameRegister(plan.hostile);
  const owners = [SA, GONE_SID, ...logins.filter(({ type }) => 'SU'.includes(type)).map(({ sid }) => sid)];
  let jobs = 0;
  forEachItem(plan.jobs, (item) => {
    const choices = new Choices(item);
    const name = names.draw(choices, `job_${jobs + 1}`);
    // Procedures of msdb take no blanks around a name.
    if (name.trim() !== name || name === '') return false;
    jobs += 1;
    const owner_sid = choices.pick(owners);
    const job_id = guidOf('2000', jobs);
    const category_id = choices.pick([0, 100]);
    // Operators that are made anew get the numbers that they have here: whoever names the second names the first.
    const [operator, second] = choices.pick([
      [0, 0],
      [1, 0],
      [1, 2],
    ] as const);
    addRow(tables, 'dbo.sysjobs', {
      job_id,
      name,
      owner_sid,
      category_id,
      enabled: choices.pick([1, 0]),
      notify_email_operator_id: operator,
      notify_netsend_operator_id: 0,
      notify_page_operator_id: second,
    });
    const [proxy] = rowsOf(tables, 'dbo.sysproxies');
    addRow(tables, 'dbo.sysjobsteps', {
      job_id,
      step_id: 1,
      step_name: `step of ${name}`,
      ...(proxy === undefined || choices.once(2)
        ? { subsystem: 'TSQL', database_name: 'master', database_user_name: choices.pick(['dbo', null]) }
        : { subsystem: 'CmdExec', proxy_id: proxy.proxy_id ?? null }),
    });
    addPackage(tables, { number: jobs, name, owner: owner_sid }, choices);
    return true;
  });
  if (jobs === 0) return;
  addCategory(tables, 0, 1, '[Uncategorized (Local)]');
  addCategory(tables, 99, 3, '[Uncategorized]');
  addCategory(tables, 100, 1, 'Report Server');
  // Procedures of msdb take no blanks around a name.
  addCategory(tables, 101, 3, names.draw(new Choices(jobs), 'shift').trim() || 'shift');
  for (const id of [1, 2]) addOperator(tables, id, new Choices(id + jobs), names);
  addRow(tables, 'dbo.sysssispackagefolders', { folderid: ROOT, parentfolderid: null, foldername: '' });
}

const JOBS = 1;

function addCategory(tables: Tables, category_id: number, category_class: number, name: string): void {
  const category_type = category_class === JOBS ? 1 : 3;
  addRow(tables, 'dbo.syscategories', { category_id, category_class, category_type, name });
}

function addOperator(tables: Tables, id: number, choices: Choices, names: NameRegister): void {
  const pages = choices.once(2);
  addRow(tables, 'dbo.sysoperators', {
    id,
    name: `operator ${id}`,
    enabled: choices.once(3) ? 0 : 1,
    email_address: choices.once(2) ? names.draw(choices, 'dba@contoso.com').trim() || null : null,
    pager_address: pages ? '555@pager' : null,
    netsend_address: choices.once(3) ? 'DESK' : null,
    category_id: choices.pick([99, 101]),
    pager_days: 62,
    weekday_pager_start_time: 90_000,
    weekday_pager_end_time: 180_000,
    saturday_pager_start_time: 90_000,
    saturday_pager_end_time: 180_000,
    sunday_pager_start_time: 90_000,
    sunday_pager_end_time: 180_000,
  });
}

interface Package {
  readonly number: number;
  readonly name: string;
  readonly owner: Uint8Array;
}

function addPackage(tables: Tables, { number, name, owner }: Package, choices: Choices): void {
  const folderid = choices.once(2) ? guidOf('3000', number) : ROOT;
  if (folderid !== ROOT)
    addRow(tables, 'dbo.sysssispackagefolders', {
      folderid,
      parentfolderid: ROOT,
      foldername: `folder_${number}`,
    });
  addRow(tables, 'dbo.sysssispackages', {
    name,
    id: guidOf('4000', number),
    folderid,
    ownersid: owner,
    readrolesid: choices.pick([null, ROLE]),
    writerolesid: choices.pick([null, ROLE]),
  });
}
