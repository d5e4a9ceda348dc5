// What decides whether statements run: the two worlds that a simulated server can be of.
import type { Execute, PermissionStatement, StatementOf } from '../../parse/tree/statement.ts';
import type { PermissionAct } from '../effects/permission-act.ts';
import type { SimpleStatement } from '../rule.ts';

/** What an open and a closed world decide each in its own way. Each gives false where something failed. */
export interface World<Run> {
  /** Sees a statement that changes something before anything else does. */
  before(statement: SimpleStatement | PermissionStatement, run: Run): void;
  /** What is left of a permission statement's acts. */
  acts(acts: readonly PermissionAct[], statement: PermissionStatement, run: Run): readonly PermissionAct[];
  if(statement: StatementOf<'if'>, run: Run): boolean;
  try(statement: StatementOf<'try'>, run: Run): boolean;
  while(statement: StatementOf<'while'>, run: Run): boolean;
  execute(statement: Execute, run: Run): boolean;
  chooseDatabase(statement: StatementOf<'regrant-database'>, run: Run): boolean;
}
