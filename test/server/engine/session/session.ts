// One logged-in connection: runs batches statement by statement and answers with events.
import type { EngineEvent, EngineSession, Parameter } from '../../contract.ts';
import { EngineError } from '../../contract.ts';
import { isProgram } from '../ddl/parse-program.ts';
import { runProgram } from '../ddl/run-program.ts';
import { parseBatch } from '../sql/parse-batch.ts';
import type { Statement } from '../sql/syntax.ts';
import { tokenize } from '../sql/tokenize.ts';
import { checkBatch } from './check-batch.ts';
import type { SessionState } from './session-state.ts';
import { runStatement } from './statements.ts';
import { Variables } from './variables.ts';

/** Errors that end their statement and let the batch go on; every other error ends the batch. */
const STATEMENT_ONLY: ReadonlySet<number> = new Set([512, 515, 547, 2627, 8115, 8134]);

/** A session of the engine. */
export class Session implements EngineSession {
  private readonly state: SessionState;

  constructor(state: SessionState) {
    this.state = state;
  }

  get login(): string {
    return this.state.identity.name;
  }

  get database(): string {
    return this.state.database;
  }

  *execute(batch: string, parameters: readonly Parameter[] = []): Iterable<EngineEvent> {
    let statements: readonly Statement[];
    const variables = new Variables(this.state, parameters);
    try {
      if (isProgram(tokenize(batch))) {
        yield* runProgram(batch, this.state, parameters);
        return;
      }
      statements = parseBatch(batch);
      const errors = checkBatch(statements, this.state, variables);
      if (errors.length > 0) {
        yield* errors.map(errorEvent);
        yield { event: 'done' };
        return;
      }
    } catch (error) {
      yield errorEvent(asEngineError(error));
      yield { event: 'done' };
      return;
    }
    for (const statement of statements) {
      try {
        yield* runStatement(statement, this.state, variables);
      } catch (error) {
        const known = asEngineError(error);
        yield errorEvent(known);
        yield { event: 'done' };
        if (!STATEMENT_ONLY.has(known.detail.number)) return;
      }
    }
  }

  close(): void {
    this.state.close();
  }
}

function errorEvent(error: EngineError): EngineEvent {
  return { event: 'error', ...error.detail };
}

// Only what the engine says on purpose is an answer; a fault of its own must break the test.
function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  throw error;
}
