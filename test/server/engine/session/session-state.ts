// What a session is at the moment: who, in which database, with which rights. Statements and functions ask it.
import { EngineError } from '../../contract.ts';
import { cannotEnter, noSuchDatabase } from '../messages.ts';
import { refusalOf } from '../security/database-access.ts';
import { DatabaseRights } from '../security/database-rights.ts';
import type { Identity } from '../security/server-rights.ts';
import { ServerRights } from '../security/server-rights.ts';
import type { Collation } from '../sql/collation.ts';
import { collationOf } from '../sql/collation.ts';
import type { DatabaseRow, ServerState } from '../store/server-state.ts';
import { viewNamed } from '../store/server-state.ts';
import type { ViewRows } from '../store/view-rows.ts';

/** The collation of names in a contained database. */
const CONTAINED_COLLATION = 'Latin1_General_100_CI_AS_KS_WS_SC';

const RIGHTS_VIEWS = ['sys.database_principals', 'sys.database_role_members', 'sys.database_permissions'].map(
  viewNamed,
);

/** What a session is made of. */
export interface SessionParts {
  readonly server: ServerState;
  readonly views: ViewRows;
  readonly identity: Identity;
  readonly database: string;
  readonly sessionId: number;
  readonly applicationName: string;
  readonly readOnlyIntent: boolean;
  readonly isWindows: boolean;
  readonly onClose: () => void;
}

/** The changing state of one session. */
export class SessionState {
  readonly server: ServerState;
  readonly views: ViewRows;
  readonly identity: Identity;
  readonly rights: ServerRights;
  readonly parts: SessionParts;
  database: string;
  rowCount = 0;
  /** `@@ERROR`: the number of the error of the last statement, 0 where it had none. */
  lastError = 0;
  private readonly inDatabase = new Map<
    string,
    { readonly stamp: string; readonly rights: DatabaseRights }
  >();

  constructor(parts: SessionParts) {
    this.parts = parts;
    this.server = parts.server;
    this.views = parts.views;
    this.identity = parts.identity;
    this.database = parts.database;
    this.rights = new ServerRights(parts.server, parts.identity);
  }

  close(): void {
    this.parts.onClose();
  }

  /** The rights in a database, by its exact name. */
  rightsIn(database: string): DatabaseRights {
    const tables = RIGHTS_VIEWS.map((view) => this.server.table(view, database).revision);
    const server = [
      'sys.databases',
      'sys.server_permissions',
      'sys.server_role_members',
      'sys.server_principals',
    ];
    const stamp = [
      ...tables,
      ...server.map((name) => this.server.table(viewNamed(name), undefined).revision),
    ].join('/');
    const kept = this.inDatabase.get(database);
    if (kept?.stamp === stamp) return kept.rights;
    const rights = new DatabaseRights(this.server, this.rights, database);
    this.inDatabase.set(database, { stamp, rights });
    return rights;
  }

  get serverCollation(): Collation {
    return collationFor(this.server.settings.collation);
  }

  serverNameKey(name: string): string {
    return this.serverCollation.key(name);
  }

  /** The collation that names in a database compare under, and that its catalogue's strings have. */
  catalogCollation(database: string): Collation {
    const row = this.server.databaseRow(database);
    if (row?.isContained === true) return collationFor(CONTAINED_COLLATION);
    return collationFor(row?.collation ?? this.server.settings.collation);
  }

  /** The database of that name, whatever its case where the server does not care; undefined for none. */
  findDatabase(name: string): DatabaseRow | undefined {
    const key = this.serverNameKey(name);
    return this.server.databases().find((row) => this.serverNameKey(row.name) === key);
  }

  /** The database, when this session may use it now; throws 911, 916, 924, 927, 942, 976 … */
  enter(name: string, line: number): DatabaseRow {
    const row = this.findDatabase(name);
    if (row === undefined) throw noSuchDatabase(line, name);
    const refusal = refusalOf(this.server, row, this.parts.readOnlyIntent);
    if (refusal !== undefined) throw new EngineError({ ...refusal.detail, line });
    if (!this.rightsIn(row.name).canEnter) throw cannotEnter(line, this.identity.name, row.name);
    return row;
  }
}

function collationFor(name: string): Collation {
  const collation = collationOf(name);
  if (collation === undefined) throw new Error(`unknown collation ${name}`);
  return collation;
}
