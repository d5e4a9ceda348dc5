// The options of linked servers: what sp_serveroption calls each, where sys.servers keeps it, and in which property of a
// fact it stands. Sources: "sp_serveroption (Transact-SQL)", "sys.servers (Transact-SQL)" (Microsoft).
import type { LinkedServerFact } from '../facts/linked-server-fact.ts';

/** One option. */
interface OptionRow<P extends keyof LinkedServerFact, C extends string> {
  readonly property: P;
  /** The column of `sys.servers`. */
  readonly column: C;
  /** Yes or no, a count of seconds, or a name that may be none. */
  readonly type: 'flag' | 'seconds' | 'name';
  /** Its value once sp_addlinkedserver has made a linked server. */
  readonly initial: boolean | number | undefined;
}

const flag = <const P extends keyof LinkedServerFact, const C extends string>(
  property: P,
  column: C,
  initial = false,
): OptionRow<P, C> => ({ property, column, type: 'flag', initial });

const seconds = <const P extends keyof LinkedServerFact, const C extends string>(
  property: P,
  column: C,
): OptionRow<P, C> => ({ property, column, type: 'seconds', initial: 0 });

/**
 * Every option by its name, in an order in which one does not undo another: a compatible collation takes the name away.
 * `use remote collation` is on in what SQL Server makes, although the page says that it is off by default.
 */
export const LINKED_SERVER_OPTIONS = {
  rpc: flag('isRpcEnabled', 'is_remote_login_enabled'),
  'rpc out': flag('isRpcOutEnabled', 'is_rpc_out_enabled'),
  'data access': flag('isDataAccessEnabled', 'is_data_access_enabled', true),
  'collation compatible': flag('isCollationCompatible', 'is_collation_compatible'),
  'use remote collation': flag('usesRemoteCollation', 'uses_remote_collation', true),
  'collation name': { property: 'collation', column: 'collation_name', type: 'name', initial: undefined },
  'lazy schema validation': flag('isSchemaValidatedLazily', 'lazy_schema_validation'),
  'connect timeout': seconds('connectTimeout', 'connect_timeout'),
  'query timeout': seconds('queryTimeout', 'query_timeout'),
  'remote proc transaction promotion': flag(
    'isTransactionPromoted',
    'is_remote_proc_transaction_promotion_enabled',
    true,
  ),
  pub: flag('isPublisher', 'is_publisher'),
  sub: flag('isSubscriber', 'is_subscriber'),
  dist: flag('isDistributor', 'is_distributor'),
} as const satisfies Readonly<Record<string, OptionRow<keyof LinkedServerFact, string>>>;

/** The name of an option. */
export type LinkedServerOptionName = keyof typeof LINKED_SERVER_OPTIONS;

/** One option. */
export type LinkedServerOption = (typeof LINKED_SERVER_OPTIONS)[LinkedServerOptionName];

/** The properties of a linked server that are options. */
export type OptionProperty = LinkedServerOption['property'];

/** Every name. */
export const LINKED_SERVER_OPTION_NAMES = Object.keys(
  LINKED_SERVER_OPTIONS,
) as readonly LinkedServerOptionName[];

/** The product whose linked servers are made by their name alone: SQL Server fills in provider and data source. */
export const SQL_SERVER_PRODUCT = 'SQL Server';

/** What stands for a password in a provider string. */
const HIDDEN = '***';

const PASSWORDS =
  /((?:^|;)\s*(?:pwd|password|passphrase|access ?token|client ?secret)\s*=\s*)("(?:[^"]|"")*"?|'(?:[^']|'')*'?|\{(?:[^}]|\}\})*\}?|[^;]*)/gi;

/** A provider string without the passwords in it, which `sys.servers` shows as they are. */
export function withoutPasswords(providerString: string): string {
  return providerString.replace(PASSWORDS, `$1${HIDDEN}`);
}

/** Whether a provider string, as {@link withoutPasswords} gives it, had a password. */
export function hasHiddenPassword(providerString: string | undefined): boolean {
  return providerString?.includes(HIDDEN) ?? false;
}
