// Asking an engine in tests: a session, a batch, and everything it answered.
import { assert } from '../../suite.ts';
import type {
  Column,
  EngineEvent,
  EngineSession,
  LoginAttempt,
  Parameter,
  ServerMessage,
  Value,
} from '../contract.ts';
import { EngineError } from '../contract.ts';
import type { CatalogEngine } from './catalog-engine.ts';

/** One result set. */
export interface ResultSet {
  readonly columns: readonly Column[];
  readonly rows: (readonly Value[])[];
}

/** What a batch answered. */
export interface Answer {
  readonly sets: ResultSet[];
  readonly errors: ServerMessage[];
  readonly infos: ServerMessage[];
  /** One per statement that ended. */
  readonly rowCounts: (number | undefined)[];
}

/** Logs in; `sa` with the password `sa` in master unless told otherwise. */
export function logIn(engine: CatalogEngine, attempt: Partial<LoginAttempt> = {}): EngineSession {
  return engine.login({
    login: 'sa',
    password: 'sa',
    database: 'master',
    applicationName: 'test',
    readOnlyIntent: false,
    ...attempt,
  });
}

/** The number of the error that a login ends in; 0 when it succeeds. */
export function loginError(engine: CatalogEngine, attempt: Partial<LoginAttempt>): number {
  try {
    logIn(engine, attempt).close();
    return 0;
  } catch (error) {
    if (error instanceof EngineError) return error.detail.number;
    throw error;
  }
}

/** Runs a batch to its end. */
export function ask(session: EngineSession, batch: string, parameters: readonly Parameter[] = []): Answer {
  const answer: Answer = { sets: [], errors: [], infos: [], rowCounts: [] };
  for (const event of session.execute(batch, parameters) as Iterable<EngineEvent>) take(event, answer);
  return answer;
}

function take(event: EngineEvent, answer: Answer): void {
  if (event.event === 'columns') answer.sets.push({ columns: event.columns, rows: [] });
  else if (event.event === 'rows') answer.sets.at(-1)?.rows.push(...event.rows);
  else if (event.event === 'error') answer.errors.push(event);
  else if (event.event === 'info') answer.infos.push(event);
  else if (event.event === 'done') answer.rowCounts.push(event.rowCount);
}

/** The rows of a batch's one result set; fails when there was an error. */
export function rows(
  session: EngineSession,
  batch: string,
  parameters: readonly Parameter[] = [],
): (readonly Value[])[] {
  const { sets, errors } = ask(session, batch, parameters);
  assert.equal(errors, [], `${batch}\n${errors.map(({ message }) => message).join('\n')}`);
  assert.is(sets.length, 1, batch);
  return sets[0]?.rows ?? [];
}

/** The first column of {@link rows}. */
export function column(session: EngineSession, batch: string): Value[] {
  return rows(session, batch).map((row) => row[0] ?? null);
}

/** The one value of a query. */
export function value(session: EngineSession, batch: string, parameters: readonly Parameter[] = []): Value {
  const found = rows(session, batch, parameters);
  assert.is(found.length, 1, batch);
  return found[0]?.[0] ?? null;
}

/** The numbers of the errors that a batch answers with. */
export function errorNumbers(session: EngineSession, batch: string): number[] {
  return ask(session, batch).errors.map(({ number }) => number);
}
