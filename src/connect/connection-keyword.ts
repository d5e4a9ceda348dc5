// SqlClient's keywords, each with its synonyms (page "SqlConnection.ConnectionString Property").

// Those that mean something here stand first.
const KEYWORDS = {
  'data source': ['server', 'address', 'addr', 'network address'],
  'initial catalog': ['database'],
  'user id': ['uid', 'user'],
  password: ['pwd'],
  'integrated security': ['trusted_connection'],
  authentication: [],
  encrypt: [],
  'trust server certificate': ['trustservercertificate'],
  'host name in certificate': ['hostnameincertificate'],
  'application name': ['app'],
  'application intent': ['applicationintent'],
  'multi subnet failover': ['multisubnetfailover'],
  'connect timeout': ['connection timeout', 'timeout'],
  'command timeout': [],
  'packet size': [],
  // Known to SqlClient, without meaning here.
  'persist security info': ['persistsecurityinfo'],
  pooling: [],
  'min pool size': [],
  'max pool size': [],
  'load balance timeout': ['connection lifetime'],
  'pool blocking period': ['poolblockingperiod'],
  enlist: [],
  'multiple active result sets': ['multipleactiveresultsets'],
  'connect retry count': ['connectretrycount'],
  'connect retry interval': ['connectretryinterval'],
  'column encryption setting': ['column encryption'],
  'enclave attestation url': [],
  'attestation protocol': [],
  'current language': ['language'],
  'ip address preference': ['ipaddresspreference'],
  'failover partner': [],
  'failover partner spn': ['failoverpartnerspn'],
  'server spn': ['serverspn'],
  'server certificate': ['servercertificate'],
  'workstation id': ['wsid'],
  replication: [],
  'transaction binding': [],
  'type system version': [],
  'user instance': [],
  'context connection': [],
  attachdbfilename: ['extended properties', 'initial file name'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A keyword, by the name that stands for all of its synonyms. */
export type Keyword = keyof typeof KEYWORDS;

/** Keywords by each name that they go by, in lower case. */
export const KEYWORD_OF: ReadonlyMap<string, Keyword> = new Map(
  (Object.entries(KEYWORDS) as [Keyword, readonly string[]][]).flatMap(([keyword, synonyms]) =>
    [keyword, ...synonyms].map((name) => [name, keyword] as const),
  ),
);
