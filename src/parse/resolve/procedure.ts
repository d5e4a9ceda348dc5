// System procedures that change security, and the statements each stands for. One row per procedure: its parameters in
// their order, those it cannot do without, and what it does.
import { MSDB_PROCEDURES } from './msdb-procedure.ts';
import { PRINCIPAL_PROCEDURES } from './principal-procedure.ts';
import { SERVER_PROCEDURES } from './server-procedure.ts';
import { SSIS_PROCEDURES } from './ssis-procedure.ts';
import type { ProcedureRow } from './translation.ts';

/** The procedures, by name in lower case, and the schema before those that are not SQL Server's own. */
export const PROCEDURES: ReadonlyMap<string, ProcedureRow> = new Map(
  Object.entries({ ...PRINCIPAL_PROCEDURES, ...SERVER_PROCEDURES, ...MSDB_PROCEDURES, ...SSIS_PROCEDURES }),
);

/** Procedures that run a text for each database, table or worker, which only the server knows. */
export const REPEATING_PROCEDURES: ReadonlySet<string> = new Set(
  'sp_msforeachdb sp_msforeachtable sp_msforeach_worker sp_ineachdb sp_foreachdb'.split(' '),
);

/** Procedures that change security in ways that facts cannot be told from. */
export const UNFOLLOWED_PROCEDURES: ReadonlySet<string> = new Set(
  `sp_addalias sp_addgroup sp_changegroup sp_changeobjectowner sp_dropalias sp_dropgroup
   sp_manage_jobs_by_login sp_migrate_user_to_contained`.split(/\s+/),
);

/** System procedures that are known to change no security; everything else unknown is noted. */
export const HARMLESS_PROCEDURES: ReadonlySet<string> = new Set(
  `sp_addextendedproperty sp_updateextendedproperty sp_dropextendedproperty sp_dbcmptlevel
   sp_fulltext_database sp_help sp_helptext sp_helpuser sp_helprolemember sp_helprotect sp_helplogins
   sp_who sp_refreshview sp_refreshsqlmodule sp_tableoption sp_updatestats sp_recompile sp_spaceused`.split(
    /\s+/,
  ),
);
