// The engine: one server's catalogue behind the seam of the test server.
import type { SqlVersion } from '../../../src/model/catalog/version.ts';
import type { Engine, EngineSession, LoginAttempt } from '../contract.ts';
import type { ServerFixture } from './fixture/read-environment.ts';
import { logIn } from './login.ts';
import { Session } from './session/session.ts';
import { ServerState } from './store/server-state.ts';
import type { Table } from './store/table.ts';
import { ViewRows } from './store/view-rows.ts';

/** First session id of a user on a real server is 51. */
const FIRST_SESSION = 51;

/** An engine that tests may look into and change. */
export class CatalogEngine implements Engine {
  readonly serverName: string;
  readonly version: SqlVersion;
  readonly productVersion: string;
  readonly collation: string;
  private readonly state: ServerState;
  private readonly views: ViewRows;
  private readonly open = new Set<number>();

  constructor(fixture: ServerFixture) {
    const { settings } = fixture;
    this.serverName = settings.name;
    this.version = settings.version;
    this.productVersion = settings.productVersion;
    this.collation = settings.collation;
    this.state = new ServerState(fixture);
    this.views = new ViewRows(this.state);
  }

  login(attempt: LoginAttempt): EngineSession {
    let sessionId = FIRST_SESSION;
    while (this.open.has(sessionId)) sessionId += 1;
    const onClose = () => this.open.delete(sessionId);
    const session = new Session(logIn(attempt, this.state, this.views, { sessionId, onClose }));
    this.open.add(sessionId);
    return session;
  }

  /** Throws a FixtureError for rows that do not fit together. */
  checkFixture(): void {
    this.state.checkFixture();
  }

  /** The table behind a view or a user's table, of the server or of a database; what changes in it, later batches see. */
  table(view: string, database?: string): Table {
    return this.state.table(this.state.definition(view, database), database);
  }
}
