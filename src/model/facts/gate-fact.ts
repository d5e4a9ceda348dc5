// What lets into the server, and watches who comes: endpoints. The words are the catalogue's.
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
