// Procedures of msdb about the jobs of SQL Server Agent, their steps, the operators that they tell, and categories of both.
// Sources: "sp_add_job", "sp_update_job", "sp_add_jobstep", "sp_add_operator", "sp_add_category (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import { CATEGORY_CLASSES, CATEGORY_TYPES } from '../../model/facts/msdb-fact.ts';
import type { Statement } from '../tree/statement.ts';
import type { Arguments } from './procedure-arguments.ts';
import { BY_NUMBER, type NodeParts, type Translate, type Translation } from './translation.ts';

const one = (statement: Statement): Translation => [statement];

const NOTIFIES =
  'notify_level_eventlog notify_level_email notify_level_netsend notify_level_page notify_email_operator_name notify_netsend_operator_name notify_page_operator_name delete_level';

/** The parameters of sp_add_job in their order. */
export const ADDED_JOB = `job_name! enabled description start_step_id category_name category_id owner_login_name ${NOTIFIES} job_id originating_server`;

/** sp_add_job; what it says beside the name, the owner, the category and whether the job is enabled is no security. */
export function addJob(values: Arguments, node: NodeParts): Translation {
  const name = values.label('job_name');
  if (name === undefined) return BY_NUMBER;
  const [owner, category] = [values.text('owner_login_name'), values.label('category_name')];
  return one({
    kind: 'add-agent-job',
    name,
    ...defined({ owner, category, isEnabled: values.flag('enabled') }),
    ...node,
  });
}

/** The parameters of sp_update_job in their order. */
export const UPDATED_JOB = `job_id job_name new_name enabled description start_step_id category_name owner_login_name ${NOTIFIES} automatic_post`;

/** sp_update_job; what it says beside the name, the owner, the category and whether the job is enabled is no security. */
export function updateJob(values: Arguments, node: NodeParts): Translation {
  const name = values.label('job_name');
  if (name === undefined) return BY_NUMBER;
  const said = defined({
    newName: values.label('new_name'),
    owner: values.text('owner_login_name'),
    category: values.label('category_name'),
    isEnabled: values.flag('enabled'),
  });
  return Object.keys(said).length === 0 ? [] : one({ kind: 'update-agent-job', name, ...said, ...node });
}

/** sp_delete_job and sp_delete_operator. */
export function deleteOfAgent(
  kind: 'delete-agent-job' | 'delete-agent-operator',
  parameter: string,
): Translate {
  return (values, node) => {
    const name = values.label(parameter);
    return name === undefined ? BY_NUMBER : one({ kind, name, ...node });
  };
}

/** The parameters of sp_add_jobstep and sp_update_jobstep in their order. */
export const JOB_STEP =
  'job_id job_name step_id step_name subsystem command additional_parameters cmdexec_success_code on_success_action on_success_step_id on_fail_action on_fail_step_id server database_name database_user_name retry_attempts retry_interval os_run_priority output_file_name flags proxy_id proxy_name step_uid';

const RUNS_AS = ['database_user_name', 'proxy_id', 'proxy_name'];

/** A step that runs as the owner of its job is no security; as whom else it runs, facts of a script do not tell. */
export function setJobStep(values: Arguments): Translation {
  return RUNS_AS.every((parameter) => values.isNull(parameter))
    ? []
    : { problem: 'the step runs as another than the owner of its job' };
}

/** The parameters of sp_add_operator in their order, but for the first. */
export const OPERATOR =
  'enabled email_address pager_address weekday_pager_start_time weekday_pager_end_time saturday_pager_start_time saturday_pager_end_time sunday_pager_start_time sunday_pager_end_time pager_days netsend_address category_name';

/** sp_add_operator and sp_update_operator. */
export function setOperator(kind: 'add-agent-operator' | 'update-agent-operator'): Translate {
  return (values, node) => {
    const name = values.label('name');
    if (name === undefined) return BY_NUMBER;
    const said = defined({
      newName: values.label('new_name'),
      isEnabled: values.flag('enabled'),
      email: values.text('email_address'),
      pager: values.text('pager_address'),
      netSend: values.text('netsend_address'),
      category: values.label('category_name'),
    });
    return one({ kind, name, ...said, ...node });
  };
}

/** sp_add_category and sp_delete_category; the first makes one for local jobs where nothing is said. */
export function category(kind: 'add-agent-category' | 'delete-agent-category'): Translate {
  return (values, node) => {
    const [word, name] = [(values.text('class') ?? 'JOB').toUpperCase(), values.label('name')];
    const of = CATEGORY_CLASSES.find((known) => known === word);
    if (name === undefined || of === undefined) return { problem: 'it names no class and category' };
    if (kind === 'delete-agent-category') return one({ kind, class: of, name, ...node });
    const said = (values.text('type') ?? 'LOCAL').toUpperCase();
    const type = CATEGORY_TYPES.find((known) => known === said);
    return type === undefined
      ? { problem: 'no type of categories that is known is given' }
      : one({ kind, class: of, type, name, ...node });
  };
}
