// Operators of SQL Server Agent, as far as a job names them, and the categories that users made for those and for jobs. Whether
// an operator is told anything is no right; but a job that is scripted by SSMS is refused where they are missing.
// Sources: "dbo.sysoperators", "dbo.syscategories (Transact-SQL)" (Microsoft).
import { defined } from '../../model/defined.ts';
import { CATEGORY_CLASSES, CATEGORY_TYPES } from '../../model/facts/msdb-fact.ts';
import { shown } from '../../model/words/shown.ts';
import { filled, flag, id, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { AgentCategory, DatabaseScope } from '../scope.ts';

/** Ids below this one are of categories that SQL Server makes (a guess: sp_add_category begins here). */
const FIRST_OF_USERS = 100;

/** The category of an id that something names: a fact, once, where users made it. */
export function nameCategory(scope: DatabaseScope, value: unknown): AgentCategory | undefined {
  const number = id(value);
  const found = scope.jobCategories.get(number);
  if (found === undefined || number < FIRST_OF_USERS || scope.namedCategories.has(number)) return found;
  scope.namedCategories.add(number);
  const [of, type] = [CATEGORY_CLASSES[found.of - 1], CATEGORY_TYPES[found.type - 1]];
  const { facts, ledger, database } = scope;
  if (of === undefined || type === undefined) {
    const fact = 'dbo.syscategories has categories of a sort which is not known.';
    ledger.omit('unknown-category', fact, 'Use a release of regrant that knows the sort.', 1);
  } else facts.push({ kind: 'agent-category', database, class: of, name: found.name, type });
  return found;
}

/** `dbo.sysoperators`, behind the jobs that name them. */
export const operators = defineQuery<DatabaseScope>()({
  name: 'Agent operators',
  view: 'dbo.sysoperators',
  columns: ['id', 'name', 'enabled', 'email_address', 'pager_address', 'netsend_address', 'category_id'],
  read: (scope, at) => {
    const missing = new Set(scope.namedOperators);
    return {
      row(row) {
        const number = id(row[at.id]);
        if (!missing.delete(number)) return;
        const isOwn = (integer(row[at.category_id]) ?? 0) >= FIRST_OF_USERS;
        const category = isOwn ? nameCategory(scope, row[at.category_id])?.name : undefined;
        const pager = filled(row[at.pager_address]);
        if (pager !== undefined) tellHours(scope, name(row[at.name]));
        scope.facts.push(
          defined({
            kind: 'agent-operator' as const,
            database: scope.database,
            name: name(row[at.name]),
            isEnabled: flag(row[at.enabled]),
            email: filled(row[at.email_address]),
            pager,
            netSend: filled(row[at.netsend_address]),
            category,
          }),
        );
      },
      end() {
        const fact = 'Jobs of msdb name an Agent operator which is not visible.';
        if (missing.size > 0) scope.ledger.omit('unresolved-id', fact, SEE_MORE, missing.size);
      },
    };
  },
});

/** Pagers are given up ("sp_add_operator"), and their hours are left to whoever makes the operator. */
function tellHours({ ledger }: DatabaseScope, operator: string): void {
  const fact = `Agent operator ${shown(operator)} has a pager: the hours when pages may come are set by hand.`;
  ledger.note('pager-hours', fact);
}
