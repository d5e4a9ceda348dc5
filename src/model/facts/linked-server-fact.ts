// Facts of linked servers, and of who goes to them as whom.

/** A linked server (`sys.servers`, without the server itself). */
export interface LinkedServerFact {
  /** Which kind of thing it is. */
  readonly kind: 'linked-server';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The product's name; `SQL Server` fixes provider and data source. Absent where there is none. */
  readonly product?: string;
  /** The OLE DB provider. */
  readonly provider: string;
  /** Where the provider finds it; absent where that is told otherwise. */
  readonly dataSource?: string;
  /** The provider's location; absent where there is none. */
  readonly location?: string;
  /** The provider's own connection string, `***` for each password in it; absent where there is none. */
  readonly providerString?: string;
  /** The catalogue, of SQL Server the database, that it begins in; absent where there is none. */
  readonly catalog?: string;
  /** `rpc`: it may call procedures here. */
  readonly isRpcEnabled: boolean;
  /** `rpc out`: its procedures may be called from here. */
  readonly isRpcOutEnabled: boolean;
  /** `data access`: it may be queried. */
  readonly isDataAccessEnabled: boolean;
  /** `collation compatible`. */
  readonly isCollationCompatible: boolean;
  /** `use remote collation`. */
  readonly usesRemoteCollation: boolean;
  /** `collation name`; absent where there is none. */
  readonly collation?: string;
  /** `lazy schema validation`. */
  readonly isSchemaValidatedLazily: boolean;
  /** `connect timeout`, in seconds; 0 is the server's own. */
  readonly connectTimeout: number;
  /** `query timeout`, in seconds; 0 is the server's own. */
  readonly queryTimeout: number;
  /** `remote proc transaction promotion`. */
  readonly isTransactionPromoted: boolean;
  /** `pub`: it publishes in replication. */
  readonly isPublisher: boolean;
  /** `sub`: it subscribes in replication. */
  readonly isSubscriber: boolean;
  /** `dist`: it distributes in replication, which makes it. */
  readonly isDistributor: boolean;
  /** Where true: a remote server of the old kind (`is_linked` 0), which no statement makes any more. */
  readonly isRemote?: boolean;
}

/** A mapping of `sys.linked_logins`: as whom a login goes to a linked server. Its password can never be read. */
export interface LinkedLoginFact {
  /** Which kind of thing it is. */
  readonly kind: 'linked-login';
  /** The linked server. */
  readonly server: string;
  /** The login; absent for the mapping of all that have none of their own. */
  readonly login?: string;
  /** Whether it goes there as itself. */
  readonly usesSelf: boolean;
  /** The name that it goes there by; absent where it uses its own, or none. */
  readonly remoteName?: string;
}
