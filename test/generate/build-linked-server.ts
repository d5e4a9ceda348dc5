// Linked servers of a generated server: with every option either way, and mappings of all kinds.
import type { ServerParts } from './build-server-securables.ts';
import type { Choices } from './choices.ts';
import { addRow, rowsOf } from './environment.ts';

const PROVIDERS = ['SQLNCLI', 'MSDASQL', 'OraOLEDB.Oracle'];
const PROVIDER_STRINGS = [null, null, "DSN=it's;Trusted=yes", 'DRIVER={x};UID=a;PWD=hid;den'];

/** Adds a linked server with its mappings. */
export function addLinkedServer({ tables, names, logins, plan }: ServerParts, choices: Choices): boolean {
  const server_id = rowsOf(tables, 'sys.servers').length + 1;
  const name = names.draw(choices, `linked_${server_id}`);
  if (name.toLowerCase() === plan.name.toLowerCase()) return false;
  const isSqlServer = choices.once(3);
  const isCompatible = choices.once(4);
  addRow(tables, 'sys.servers', {
    server_id,
    name,
    product: isSqlServer ? 'SQL Server' : choices.pick(['', 'Oracle', "o'product"]),
    provider: isSqlServer ? 'SQLNCLI' : choices.pick(PROVIDERS),
    data_source: isSqlServer && choices.once(2) ? name : `host_${server_id}\\x`,
    location: isSqlServer || choices.once(2) ? null : 'here',
    provider_string: isSqlServer ? null : choices.pick(PROVIDER_STRINGS),
    catalog: isSqlServer || choices.once(2) ? null : 'catalogue',
    connect_timeout: choices.pick([0, 30]),
    query_timeout: choices.pick([0, 600]),
    is_linked: true,
    is_remote_login_enabled: choices.once(2),
    is_rpc_out_enabled: choices.once(2),
    is_data_access_enabled: !choices.once(3),
    is_collation_compatible: isCompatible,
    uses_remote_collation: !choices.once(3),
    collation_name: !isCompatible && choices.once(3) ? 'Latin1_General_BIN2' : null,
    lazy_schema_validation: choices.once(4),
    is_remote_proc_transaction_promotion_enabled: !choices.once(3),
    is_publisher: choices.once(6),
    is_subscriber: choices.once(6),
  });
  const local = [0, ...logins.filter(({ type }) => 'SU'.includes(type)).map(({ id }) => id)];
  for (const local_principal_id of local.filter(() => choices.once(2)).slice(0, 4)) {
    const uses_self_credential = choices.once(3);
    addRow(tables, 'sys.linked_logins', {
      server_id,
      local_principal_id,
      uses_self_credential,
      remote_name: uses_self_credential || choices.once(3) ? null : choices.pick(["r'emote", 'remote']),
    });
  }
  return true;
}
