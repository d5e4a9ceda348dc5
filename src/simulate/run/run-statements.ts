// Runs the statements of a script, in their order, on the simulated server.
import type { Statement } from '../../parse/tree/statement.ts';
import type { FailedStatement } from '../failure.ts';
import type { ServerState } from '../state/server-state.ts';
import { CLOSED } from './closed-world.ts';
import type { FoldOptions } from './fold-options.ts';
import { OPEN } from './open-world.ts';
import { Run } from './run.ts';

/** What came of a script. */
export interface FoldResult {
  readonly failures: readonly FailedStatement[];
  /** Statements that were judged, whether they ran or not. */
  readonly statements: number;
}

/**
 * Runs statements, which come in parts, on a simulated server, which is changed.
 * Never throws for what the statements say; passes on what the iteration throws.
 */
export async function foldStatements(
  parts: Iterable<Iterable<Statement>> | AsyncIterable<Iterable<Statement>>,
  server: ServerState,
  options: FoldOptions = {},
): Promise<FoldResult> {
  const run = new Run(server, server.isOpen ? OPEN : CLOSED, options);
  for await (const part of parts) for (const statement of part) run.run(statement);
  run.finish();
  return { failures: run.failures, statements: run.statements };
}
