// Procedures of msdb about jobs, operators and categories of SQL Server Agent. Sources: "sp_update_job", "sp_add_jobstep",
// "sp_add_operator", "sp_update_operator", "sp_add_category (Transact-SQL)".
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { RowRecord } from '../store/table.ts';
import { inMsdb } from './agent-procedures.ts';
import type { DdlContext } from './ddl-context.ts';
import { databaseTable, loginNamed, nextId, rowNamed } from './principals.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';
import { accountSid } from './windows-directory.ts';

const JOBS = 'dbo.sysjobs';
const STEPS = 'dbo.sysjobsteps';
const PROXIES = 'dbo.sysproxies';
const OPERATORS = 'dbo.sysoperators';
const CATEGORIES = 'dbo.syscategories';
const OPERATOR = [
  '@enabled',
  '@email_address',
  '@pager_address',
  '@weekday_pager_start_time',
  '@weekday_pager_end_time',
  '@saturday_pager_start_time',
  '@saturday_pager_end_time',
  '@sunday_pager_start_time',
  '@sunday_pager_end_time',
  '@pager_days',
  '@netsend_address',
  '@category_name',
];
const CLASSES = ['', 'JOB', 'ALERT', 'OPERATOR'];
const TYPES = ['', 'LOCAL', 'MULTI-SERVER', 'NONE'];

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
  sp_add_jobstep: {
    parameters: [
      '@job_id',
      '@job_name',
      '@step_id',
      '@step_name',
      '@subsystem',
      '@command',
      '@database_name',
      '@database_user_name',
      '@proxy_name',
    ],
    run: inMsdb(addStep),
  },
  sp_add_category: { parameters: ['@class', '@type', '@name'], run: inMsdb(addCategory) },
  sp_add_operator: { parameters: ['@name', ...OPERATOR], run: inMsdb(addOperator) },
  sp_update_operator: { parameters: ['@name', '@new_name', ...OPERATOR], run: inMsdb(updateOperator) },
};

/** The row that a parameter names in a table of msdb. */
function named(table: string, parameter: string, values: Values, { state, line }: DdlContext): RowRecord {
  const name = String(values(parameter) ?? '');
  const found = rowNamed(databaseTable(state, table), name, state);
  if (found === undefined)
    throw failAt(line, 14_262, `The specified ${parameter} ('${name}') does not exist.`);
  return found;
}

/** A step names its proxy, and the table has the number. */
function addStep(values: Values, context: DdlContext): void {
  const { job_id = null } = named(JOBS, '@job_name', values, context);
  const proxy = values('@proxy_name') === null ? undefined : named(PROXIES, '@proxy_name', values, context);
  const table = databaseTable(context.state, STEPS);
  const step_id = Number(values('@step_id') ?? table.records({ job_id }).length + 1);
  if (table.records({ job_id, step_id }).length > 0)
    throw failAt(context.line, 14_261, `The specified @step_id ('${step_id}') already exists.`);
  table.insert({
    job_id,
    step_id,
    step_name: values('@step_name'),
    subsystem: values('@subsystem') ?? 'TSQL',
    database_name: values('@database_name'),
    database_user_name: values('@database_user_name'),
    proxy_id: proxy?.proxy_id ?? null,
  });
}

function updateJob(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const found = named(JOBS, '@job_name', values, context);
  const [owner, enabled] = [values('@owner_login_name'), values('@enabled')];
  const sid =
    owner === null
      ? undefined
      : (loginNamed(state, String(owner))?.sid ?? accountSid(state.server.settings, String(owner)));
  if (owner !== null && sid === undefined)
    throw failAt(line, 14_234, "The specified '@owner_login_name' is invalid.");
  databaseTable(state, JOBS).update(
    { job_id: found.job_id ?? null },
    {
      ...(sid !== undefined && { owner_sid: sid }),
      ...(enabled !== null && { enabled: Number(enabled) }),
    },
  );
}

function addCategory(values: Values, { state, line }: DdlContext): void {
  const table = databaseTable(state, CATEGORIES);
  const category_class = CLASSES.indexOf(String(values('@class') ?? 'JOB').toUpperCase());
  const category_type = TYPES.indexOf(String(values('@type') ?? 'LOCAL').toUpperCase());
  const name = String(values('@name') ?? '');
  if (category_class < 1 || category_type < 1) throw failAt(line, 14_266, 'The specified value is invalid.');
  if (table.records({ category_class, name }).length > 0)
    throw failAt(line, 14_261, `The specified @name ('${name}') already exists.`);
  const category_id = nextId(table, 'category_id', 100, Number.POSITIVE_INFINITY);
  table.insert({ category_id, category_class, category_type, name });
}

/** The id of a category of operators. */
function categoryId(name: Value, { state, line }: DdlContext): number {
  const found = databaseTable(state, CATEGORIES).records({ category_class: 3, name: String(name) })[0];
  if (found === undefined) throw failAt(line, 14_234, "The specified '@category_name' is invalid.");
  return Number(found.category_id);
}

function operatorParts(values: Values, context: DdlContext): RowRecord {
  const category = values('@category_name');
  const given = [
    ['email_address', values('@email_address')],
    ['pager_address', values('@pager_address')],
    ['netsend_address', values('@netsend_address')],
  ] as const;
  const enabled = values('@enabled');
  return {
    ...Object.fromEntries(given.filter(([, value]) => value !== null)),
    ...(enabled === null ? {} : { enabled: Number(enabled) }),
    ...(category === null ? {} : { category_id: categoryId(category, context) }),
  };
}

function addOperator(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const table = databaseTable(state, OPERATORS);
  const name = String(values('@name') ?? '');
  if (rowNamed(table, name, state) !== undefined)
    throw failAt(line, 14_261, `The specified @name ('${name}') already exists.`);
  const id = nextId(table, 'id', 1, Number.POSITIVE_INFINITY);
  const [enabled, category_id] = [1, categoryId('[Uncategorized]', context)];
  table.insert({ id, name, enabled, category_id, ...operatorParts(values, context) });
}

function updateOperator(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const table = databaseTable(state, OPERATORS);
  const name = String(values('@name') ?? '');
  const found = rowNamed(table, name, state);
  if (found === undefined) throw failAt(line, 14_262, `The specified @name ('${name}') does not exist.`);
  table.update({ id: found.id ?? null }, operatorParts(values, context));
}
