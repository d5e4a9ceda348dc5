// What lets into the server, and watches who comes: endpoints and triggers. The words are the catalogue's.
// Sources: "sys.endpoints", "sys.tcp_endpoints", "sys.database_mirroring_endpoints", "sys.service_broker_endpoints"
// (Microsoft).

/** An endpoint that users made; SQL Server's own are no facts. */
export interface EndpointFact {
  /** Which kind of thing it is. */
  readonly kind: 'endpoint';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The login that owns it; absent where that cannot be seen. */
  readonly owner?: string;
  /** `type_desc`: TSQL, SERVICE_BROKER, DATABASE_MIRRORING; absent where a script only speaks of it. */
  readonly type?: string;
  /** `protocol_desc`: TCP. */
  readonly protocol?: string;
  /** `state_desc`: STARTED, STOPPED, DISABLED. */
  readonly state?: string;
  /** The TCP port that it listens at. */
  readonly port?: number;
  /** The address that it listens at; absent where it listens at all. */
  readonly ipAddress?: string;
  /** `connection_auth_desc`: who may connect, in the order in which that is tried (`NEGOTIATE, CERTIFICATE`). */
  readonly authentication?: string;
  /** The certificate of master that it proves itself with. */
  readonly certificate?: string;
  /** `encryption_algorithm_desc`: NONE, AES, `NONE, AES` … */
  readonly encryption?: string;
  /** Mirroring's `role_desc`: NONE, PARTNER, WITNESS, ALL. */
  readonly role?: string;
  /** Whether Service Broker's passes messages on. */
  readonly isForwarding?: boolean;
  /** How many megabytes of messages it passes on at a time. */
  readonly forwardingSize?: number;
}

/**
 * A trigger of the server, logon triggers among them. Sources: "sys.server_triggers", "sys.server_trigger_events",
 * "sys.server_sql_modules" (Microsoft).
 */
export interface ServerTriggerFact {
  /** Which kind of thing it is. */
  readonly kind: 'server-trigger';
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** The events and groups of events that it fires for (LOGON, CREATE_LOGIN, DDL_LOGIN_EVENTS …), in ordinal order. */
  readonly events?: readonly string[];
  /** Whether it is disabled. */
  readonly isDisabled: boolean;
  /** The login that it runs as; absent for whoever fires it. */
  readonly executeAs?: string;
  /** Events that it is the first trigger to fire for. */
  readonly firstFor?: readonly string[];
  /** Events that it is the last trigger to fire for. */
  readonly lastFor?: readonly string[];
  /** Where true: it was made while ANSI_NULLS was off. */
  readonly isAnsiNullsOff?: boolean;
  /** Where true: it was made while QUOTED_IDENTIFIER was off. */
  readonly isQuotedIdentifierOff?: boolean;
  /** Its text as it was stored; absent where it is encrypted or of CLR. */
  readonly definition?: string;
}
