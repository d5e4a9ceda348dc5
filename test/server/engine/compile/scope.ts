// What names mean while a query is compiled: the sources in reach, their columns, and how names compare.
import { ambiguousColumn, invalidColumn, unboundIdentifier } from '../messages.ts';
import type { SqlType } from '../sql/sql-type.ts';
import type { CommonTable } from '../sql/syntax.ts';
import type { Row } from '../sql/value.ts';

/** How strongly an expression holds to its collation ("Collation Precedence"). */
export type CollationStrength = 'default' | 'implicit' | 'explicit' | 'conflict';

export interface CollationLabel {
  readonly name: string;
  readonly strength: CollationStrength;
}

/** A column of a source or of a query's result. */
export interface SourceColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly label?: CollationLabel;
  /** The claimed version lacks it: no name means it, and * leaves it out. */
  readonly hidden?: boolean;
}

/** A table in a FROM clause. While the query runs, `row` is the row it stands at; null is the row of NULLs. */
export class Source {
  readonly qualifier: readonly string[];
  readonly columns: readonly SourceColumn[];
  row: Row | null = null;

  constructor(qualifier: readonly string[], columns: readonly SourceColumn[]) {
    this.qualifier = qualifier;
    this.columns = columns;
  }
}

/** The sources of one query block, and the scope of the query around it. */
export class Scope {
  readonly sources: Source[] = [];
  readonly commonTables: CommonTable[] = [];
  readonly parent: Scope | undefined;
  private readonly sameName: (a: string, b: string) => boolean;

  constructor(sameName: (a: string, b: string) => boolean, parent?: Scope) {
    this.sameName = sameName;
    this.parent = parent;
  }

  /** The common table expression of that name in reach, with the scope that it stands in. */
  commonTable(name: string): { readonly table: CommonTable; readonly scope: Scope } | undefined {
    const at = this.commonTables.findIndex((table) => this.sameName(table.name, name));
    const table = this.commonTables[at];
    if (table === undefined) return this.parent?.commonTable(name);
    // A common table sees the ones in front of it, and nothing of the query that uses it.
    const scope = new Scope(this.sameName, this.parent);
    scope.commonTables.push(...this.commonTables.slice(0, at));
    return { table, scope };
  }

  child(): Scope {
    return new Scope(this.sameName, this);
  }

  /** The sources a qualifier such as `[p]` or `[sys].[objects]` means. */
  qualified(qualifier: readonly string[]): Source[] {
    return this.sources.filter((source) => this.matches(source, qualifier));
  }

  /** The column a name means, here or in a scope around; throws 207, 209 or 4104. */
  resolve(parts: readonly string[], line: number): { readonly source: Source; readonly index: number } {
    const name = parts.at(-1) ?? '';
    const qualifier = parts.slice(0, -1);
    let qualifierSeen = false;
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const candidates = qualifier.length === 0 ? scope.sources : scope.qualified(qualifier);
      qualifierSeen ||= candidates.length > 0;
      const found = candidates.flatMap((source) => this.columnsNamed(source, name));
      if (found.length > 1) throw ambiguousColumn(line, name);
      if (found[0] !== undefined) return found[0];
      if (qualifier.length > 0 && candidates.length > 0) break;
    }
    if (qualifier.length > 0 && !qualifierSeen) throw unboundIdentifier(line, parts.join('.'));
    throw invalidColumn(line, name);
  }

  private columnsNamed(source: Source, name: string) {
    const found: { readonly source: Source; readonly index: number }[] = [];
    for (const [index, column] of source.columns.entries()) {
      const isOf = column.name === name || this.sameName(column.name, name);
      if (isOf && column.hidden !== true) found.push({ source, index });
    }
    return found;
  }

  // `[objects]`, `[sys].[objects]` and `[db].[sys].[objects]` all mean a source written as the longest of them.
  private matches(source: Source, qualifier: readonly string[]): boolean {
    const shift = source.qualifier.length - qualifier.length;
    return (
      shift >= 0 &&
      qualifier.every((part, index) => this.sameName(part, source.qualifier[index + shift] ?? ''))
    );
  }
}
