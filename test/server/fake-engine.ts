// An engine without SQL, for the tests of the protocol: batches are keys, answers are functions.
import {
  type Engine,
  EngineError,
  type EngineEvent,
  type EngineSession,
  type LoginAttempt,
  type Parameter,
} from './contract.ts';

/** Answers one batch; gets what the session was asked with. */
export type FakeAnswer = (asked: {
  readonly batch: string;
  readonly parameters: readonly Parameter[];
  readonly session: EngineSession;
}) => Iterable<EngineEvent> | AsyncIterable<EngineEvent>;

/** What a fake engine knows. */
export interface FakeEngineOptions {
  /** Answers by the exact text of the batch; a batch that is not here is done without a result. */
  readonly answers?: Readonly<Record<string, FakeAnswer>>;
  readonly databases?: readonly string[];
  readonly collation?: string;
  readonly productVersion?: string;
}

/** The one SQL login of a fake engine. */
export const FAKE_LOGIN = { login: 'sa', password: 'Fäke;1 pa$$' } as const;

/** A server `FAKE01` of SQL Server 2019 by default. */
export function fakeEngine(options: FakeEngineOptions = {}): Engine {
  const databases = options.databases ?? ['master', 'ServiceManager', 'Ünï ]code'];
  return {
    serverName: 'FAKE01',
    version: 2019,
    productVersion: options.productVersion ?? '15.0.4430.1',
    collation: options.collation ?? 'SQL_Latin1_General_CP1_CI_AS',
    login(attempt) {
      check(attempt, databases);
      return session(attempt, databases, options.answers ?? {});
    },
  };
}

function check(attempt: LoginAttempt, databases: readonly string[]): void {
  const { login, password } = attempt;
  if (password !== undefined && (login !== FAKE_LOGIN.login || password !== FAKE_LOGIN.password)) {
    throw new EngineError({ number: 18456, severity: 14, message: `Login failed for user '${login}'.` });
  }
  if (attempt.database === '' || databases.includes(attempt.database)) return;
  throw new EngineError({
    number: 4060,
    severity: 11,
    message: `Cannot open database "${attempt.database}" requested by the login. The login failed.`,
  });
}

function session(
  attempt: LoginAttempt,
  databases: readonly string[],
  answers: Readonly<Record<string, FakeAnswer>>,
): EngineSession {
  const self = {
    login: attempt.login,
    database: attempt.database || 'master',
    execute(batch: string, parameters: readonly Parameter[] = []) {
      const answer = answers[batch];
      if (answer !== undefined) return answer({ batch, parameters, session: self });
      const used = /^use \[(.*)\]$/is.exec(batch)?.[1]?.replaceAll(']]', ']');
      return used === undefined ? [{ event: 'done' } as const] : use(self, used, databases);
    },
    close() {},
  };
  return self;
}

function* use(self: { database: string }, to: string, databases: readonly string[]): Generator<EngineEvent> {
  if (!databases.includes(to)) {
    throw new EngineError({ number: 911, message: `Database '${to}' does not exist.` });
  }
  yield { event: 'database', from: self.database, to };
  const message = `Changed database context to '${to}'.`;
  yield { event: 'info', number: 5701, severity: 0, state: 1, line: 1, message };
  self.database = to;
  yield { event: 'done' };
}
