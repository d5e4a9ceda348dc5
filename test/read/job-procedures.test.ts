// Calls of msdb's procedures about jobs, operators and categories, as people write them and SSMS does: each is read or told,
// never silently nothing. What runs in a job is no security and no statement of the script.
import { readScript } from '../../src/read/read-script.ts';
import { assert, suite } from '../suite.ts';

const job = (parts: object) => ({ kind: 'agent-job', database: 'msdb', ...parts });
const operator = (parts: object) => ({ kind: 'agent-operator', database: 'msdb', ...parts });
const category = (parts: object) => ({ kind: 'agent-category', database: 'msdb', ...parts });

/** Calls that are read, and all the facts that come of them. */
const READ: readonly (readonly [call: string, ...facts: object[]])[] = [
  ["EXEC msdb.dbo.sp_add_job @job_name = N'j'", job({ name: 'j', isEnabled: true })],
  [
    "EXEC msdb.dbo.sp_add_job N'j', 0, N'd', 1, N'nightly', NULL, N'app'",
    job({ name: 'j', owner: 'app', category: 'nightly', isEnabled: false }),
  ],
  [
    "USE msdb; EXEC sp_add_job @job_name = N' j ', @owner_login_name = N'CONTOSO\\anna', @enabled = 1",
    job({ name: 'j', owner: 'CONTOSO\\anna', isEnabled: true }),
  ],
  [
    `DECLARE @ReturnCode INT, @jobId BINARY(16)
EXEC @ReturnCode = msdb.dbo.sp_add_job @job_name = N'j', @category_name = N'[Uncategorized (Local)]', @owner_login_name = N'sa', @job_id = @jobId OUTPUT
EXEC @ReturnCode = msdb.dbo.sp_add_jobstep @job_id = @jobId, @step_name = N's', @step_id = 1, @subsystem = N'TSQL', @command = N'DROP LOGIN x', @database_name = N'd'`,
    job({ name: 'j', owner: 'sa', category: '[Uncategorized (Local)]', isEnabled: true }),
  ],
  [
    "EXEC msdb.dbo.sp_update_job @job_name = N'j', @new_name = N'k', @enabled = 0, @category_name = N'nightly'",
    job({ name: 'k', category: 'nightly', isEnabled: false }),
  ],
  [
    "EXEC msdb.dbo.sp_add_job N'j'; EXEC msdb.dbo.sp_update_job NULL, N'j', NULL, NULL, NULL, NULL, N'nightly', N'app'",
    job({ name: 'j', owner: 'app', category: 'nightly', isEnabled: true }),
  ],
  ["EXEC msdb.dbo.sp_update_job @job_name = N'j', @description = N'GRANT'"],
  ["EXEC msdb.dbo.sp_add_job N'j'; EXEC msdb.dbo.sp_delete_job @job_name = N'j'"],
  ["EXEC msdb.dbo.sp_update_jobstep @job_name = N'j', @step_id = 1, @command = N'DROP LOGIN x'"],
  [
    "EXEC msdb.dbo.sp_add_operator N'dba', 1, N'dba@contoso.com', @category_name = N'shift'",
    operator({ name: 'dba', isEnabled: true, email: 'dba@contoso.com', category: 'shift' }),
  ],
  [
    "EXEC msdb.dbo.sp_add_operator N'dba'; EXEC msdb.dbo.sp_update_operator N'dba', N'dbas', 0, @netsend_address = N'DESK'",
    operator({ name: 'dbas', isEnabled: false, netSend: 'DESK' }),
  ],
  ["EXEC msdb.dbo.sp_add_operator N'dba'; EXEC msdb.dbo.sp_delete_operator N'dba'"],
  [
    "EXEC msdb.dbo.sp_add_category N'OPERATOR', N'NONE', N'shift'; EXEC msdb.dbo.sp_add_category @name = N'nightly'",
    category({ class: 'JOB', name: 'nightly', type: 'LOCAL' }),
    category({ class: 'OPERATOR', name: 'shift', type: 'NONE' }),
  ],
  ["EXEC msdb.dbo.sp_add_category @name = N'n'; EXEC msdb.dbo.sp_delete_category N'JOB', N'n'"],
];

/** Calls that change who may do what, and do not tell it: nothing comes of them, and each is a warning. */
const TOLD: readonly (readonly [call: string, said: RegExp])[] = [
  ["sp_update_job @job_id = '0x1', @owner_login_name = N'app'", /is given by a number/],
  ["sp_delete_job @job_id = '0x1'", /is given by a number/],
  ['sp_add_job @job_name = @name', /@job_name has no value that is known/],
  ["sp_update_job @job_name = N'j', @owner_login_name = @who", /@owner_login_name .* only known when/],
  ["sp_add_jobstep @job_name = N'j', @step_name = N's', @proxy_name = N'p'", /runs as another/],
  ["sp_add_jobstep @job_name = N'j', @step_name = N's', @proxy_id = 1", /runs as another/],
  ["sp_add_jobstep @job_name = N'j', @step_name = N's', @database_user_name = N'dbo'", /runs as another/],
  ["sp_update_jobstep @job_name = N'j', @step_id = 1, @proxy_name = @who", /runs as another/],
  ["sp_add_category @class = N'OTHER', @name = N'x'", /names no class and category/],
  ["sp_manage_jobs_by_login N'REASSIGN', N'a', N'b'", /is not followed/],
];

suite('read: procedures of msdb about jobs', (test) => {
  for (const [call, ...wanted] of READ) {
    test(call.replaceAll('\n', ' ').slice(0, 120), async () => {
      const { snapshot, diagnostics } = await readScript(call);
      assert.equal(diagnostics, []);
      assert.equal(snapshot.facts, wanted);
    });
  }

  for (const [call, said] of TOLD) {
    test(`told: ${call}`, async () => {
      const { snapshot, diagnostics } = await readScript(`EXEC msdb.dbo.${call}`);
      assert.equal(
        diagnostics.map(({ severity }) => severity),
        ['warning'],
      );
      assert.match(diagnostics[0]?.fact ?? '', said);
      assert.equal(
        snapshot.facts.filter(({ kind }) => kind !== 'agent-job'),
        [],
      );
    });
  }
});
