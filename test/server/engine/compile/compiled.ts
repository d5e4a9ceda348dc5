// What the compiler makes of expressions: closures that read the rows their sources stand at.
import type { EngineError, Value } from '../../contract.ts';
import { collationConflict, failAt } from '../messages.ts';
import type { Collation } from '../sql/collation.ts';
import { collationOf } from '../sql/collation.ts';
import type { SqlType } from '../sql/sql-type.ts';
import type { Row } from '../sql/value.ts';
import type { CollationLabel, Source, SourceColumn } from './scope.ts';

/** A value expression. */
export interface Compiled {
  readonly type: SqlType;
  readonly label?: CollationLabel;
  /** Every source it reads, those of outer queries included. */
  readonly sources: ReadonlySet<Source>;
  readonly evaluate: () => Value;
}

/** A predicate; null is UNKNOWN. */
export interface CompiledTest {
  readonly sources: ReadonlySet<Source>;
  readonly test: () => boolean | null;
}

/** A table as the FROM clause sees it. */
export interface OpenedObject {
  readonly columns: readonly SourceColumn[];
  readonly rows: () => readonly Row[];
}

/** What the compiler needs to know from the session. */
export interface Host {
  /** Whether two identifiers are the same in the current database. */
  sameName(a: string, b: string): boolean;
  /** The current database's collation, which literals take. */
  readonly collation: string;
  /** Opens a table by its name parts, or a table-valued function with its parameters; throws 208 and others. */
  open(parts: readonly string[], line: number, parameters?: readonly Compiled[]): OpenedObject;
  variable(name: string): { readonly type: SqlType; readonly get: () => Value } | undefined;
  assign(name: string, value: Value): void;
  /** A system function; undefined when there is none of that name. */
  callSystem(name: string, parameters: readonly Compiled[], line: number): Compiled | undefined;
}

/** What one statement's compilation carries along. */
export interface Compilation {
  readonly host: Host;
  /** Errors that leave the rest compilable: all of them are reported, as SQL Server does. */
  readonly errors: EngineError[];
}

export const NO_SOURCES: ReadonlySet<Source> = new Set();

/** The sources of several parts together. */
export function allSources(
  ...parts: readonly { readonly sources: ReadonlySet<Source> }[]
): ReadonlySet<Source> {
  const nonEmpty = parts.filter((part) => part.sources.size > 0);
  if (nonEmpty.length === 0) return NO_SOURCES;
  const first = nonEmpty[0];
  if (nonEmpty.length === 1 && first !== undefined) return first.sources;
  return new Set(nonEmpty.flatMap((part) => [...part.sources]));
}

/** The label of two strings that meet; `conflict` when two columns disagree and nothing settles it. */
export function mergeLabels(
  a: CollationLabel | undefined,
  b: CollationLabel | undefined,
  line: number,
): CollationLabel | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const rank = { default: 0, implicit: 1, conflict: 2, explicit: 3 };
  const [low, high] = rank[a.strength] <= rank[b.strength] ? [a, b] : [b, a];
  const same = low.name.toLowerCase() === high.name.toLowerCase();
  if (low.strength !== high.strength || same) return high;
  if (high.strength === 'explicit') throw collationConflict(line, a.name, b.name, 'explicit');
  return high.strength === 'implicit' ? { name: `${a.name}" and "${b.name}`, strength: 'conflict' } : high;
}

/** The collation two strings are compared under; throws 468 where they conflict. */
export function comparisonCollation(
  a: CollationLabel | undefined,
  b: CollationLabel | undefined,
  line: number,
  operation: string,
): Collation | undefined {
  const label = mergeLabels(a, b, line);
  if (label === undefined) return undefined;
  if (label.strength === 'conflict') {
    throw collationConflict(line, a?.name ?? '', b?.name ?? '', operation);
  }
  return collationNamed(label.name, line);
}

/** The collation of that name; throws 448. */
export function collationNamed(name: string, line: number): Collation {
  const collation = collationOf(name);
  if (collation === undefined) throw failAt(line, 448, `Invalid collation '${name}'.`);
  return collation;
}
