// What decides whether statements run: the two worlds that a simulated server can be of.
import type {
  Execute,
  If,
  PermissionStatement,
  RegrantDatabase,
  Try,
  While,
} from '../../parse/tree/statement.ts';
import type { PermissionAct } from '../effects/permission-act.ts';
import type { SimpleStatement } from '../rule.ts';

/** What an open and a closed world decide each in its own way. Each gives false where something failed. */
export interface World<Run> {
  /** Sees a statement that changes something before anything else does. */
  before(statement: SimpleStatement | PermissionStatement, run: Run): void;
  /** What is left of a permission statement's acts. */
  acts(acts: readonly PermissionAct[], statement: PermissionStatement, run: Run): readonly PermissionAct[];
  if(statement: If, run: Run): boolean;
  try(statement: Try, run: Run): boolean;
  while(statement: While, run: Run): boolean;
  execute(statement: Execute, run: Run): boolean;
  chooseDatabase(statement: RegrantDatabase, run: Run): boolean;
}
