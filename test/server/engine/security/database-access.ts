// Whether a database can be opened now, whoever asks: its state, its one user, its role in an availability group.
import { failAt } from '../messages.ts';
import type { DatabaseRow, ServerState } from '../store/server-state.ts';
import { viewNamed } from '../store/server-state.ts';

const READ_ONLY = 1;
const SECONDARY = 2;
const PRIMARY = 1;

/** The error that opening the database gives; undefined when it opens. */
export function refusalOf(state: ServerState, row: DatabaseRow, readOnlyIntent: boolean) {
  const text = STATES[row.state];
  if (text !== undefined) return failAt(1, text[0], text[1].replace('%', row.name), 14);
  // Somebody else is taken to be the one user of a SINGLE_USER database.
  if (row.userAccess === 1) {
    return failAt(1, 924, `Database '${row.name}' is already open and can only have one user at a time.`, 14);
  }
  return row.replicaId === undefined
    ? undefined
    : refusalOfReplica(state, row, row.replicaId, readOnlyIntent);
}

const STATES: Readonly<Record<number, readonly [number, string]>> = {
  1: [927, "Database '%' cannot be opened. It is in the middle of a restore."],
  2: [922, "Database '%' is being recovered. Waiting until recovery is finished."],
  3: [
    945,
    "Database '%' cannot be opened due to inaccessible files or insufficient memory or disk space.  See the SQL Server errorlog for details.",
  ],
  4: [
    926,
    "Database '%' cannot be opened. It has been marked SUSPECT by recovery. See the SQL Server errorlog for more information.",
  ],
  6: [942, "Database '%' cannot be opened because it is offline."],
  7: [40899, "Database '%' cannot be opened. It is being copied."],
  10: [942, "Database '%' cannot be opened because it is offline."],
};

function refusalOfReplica(state: ServerState, row: DatabaseRow, replicaId: string, readOnlyIntent: boolean) {
  const states = state.table(viewNamed('sys.dm_hadr_availability_replica_states'), undefined);
  const replicas = state.table(viewNamed('sys.availability_replicas'), undefined);
  const role = states.records({ replica_id: replicaId })[0]?.role;
  const connections = replicas.records({ replica_id: replicaId })[0]?.secondary_role_allow_connections ?? 0;
  if (role === undefined || role === PRIMARY) return undefined;
  if (role !== SECONDARY) {
    return failAt(
      1,
      983,
      `Unable to access availability database '${row.name}' because the database replica is not in the PRIMARY or SECONDARY role. Connections to an availability database is permitted only when the database replica is in the PRIMARY or SECONDARY role. Try the operation again later.`,
      14,
    );
  }
  if (connections === 0) {
    return failAt(
      1,
      976,
      `The target database, '${row.name}', is participating in an availability group and is currently not accessible for queries. Either data movement is suspended or the availability replica is not enabled for read access. To allow read-only access to this and other databases in the availability group, enable read access to one or more secondary availability replicas in the group.  For more information, see the ALTER AVAILABILITY GROUP statement in SQL Server Books Online.`,
      14,
    );
  }
  if (connections === READ_ONLY && !readOnlyIntent) {
    return failAt(
      1,
      978,
      `The target database ('${row.name}') is in an availability group and is currently accessible for connections when the application intent is set to read only. For more information about application intent, see SQL Server Books Online.`,
      14,
    );
  }
  return undefined;
}
