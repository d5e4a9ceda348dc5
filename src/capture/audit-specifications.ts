// Audit specifications and their actions, of the server and of databases alike: each row goes to one fact or one omission.
// A specification tells its audit by the GUID, which a database brings along to a server that may have no such audit.
import type { Row } from '../connect/driver.ts';
import { AUDIT_ACTION, AUDITED_CLASSES } from '../model/catalog/audit-clause.ts';
import { SECURABLE_CLASSES } from '../model/catalog/securable-class.ts';
import type { Scope } from '../model/catalog/securable-class-row.ts';
import { defined } from '../model/defined.ts';
import type { AuditActionFact } from '../model/fact.ts';
import { shown } from '../model/words/shown.ts';
import { flag, guidOf, id, name } from './batch/cell.ts';
import { type CatalogQuery, type ColumnIndex, defineQuery, type RowReader } from './batch/query.ts';
import { SEE_MORE } from './principal.ts';
import type { ReadScope, ServerScope } from './scope.ts';
import { seesEverything } from './visibility.ts';

/** The columns of both views of specifications that are read, but for their ids. */
const SPECIFICATION_COLUMNS = ['name', 'audit_guid', 'is_state_enabled'] as const;

/** Those that came later. */
const SPECIFICATION_OPTIONS = ['is_session_context_enabled'] as const;

/** The columns of both views of their actions that are read, but for their ids. */
const ACTION_COLUMNS = [
  'audit_action_name',
  'class',
  'major_id',
  'minor_id',
  'audited_principal_id',
  'is_group',
] as const;

type At<C extends string> = ColumnIndex<C | 'specification'>;

/** What the server knows of audits, and who asks. */
type Auditing = Pick<ServerScope, 'audits' | 'probe'>;

/** A scope that has audit specifications. */
interface AuditedScope extends ReadScope {
  /** The database; absent on the server. */
  readonly database?: string;
}

/**
 * The queries of a scope's specifications and of their actions; audits, principals and securables must have been read
 * before. `auditing` gives what the scope's server knows of audits.
 */
export function specificationQueries<S extends AuditedScope>(
  of: Scope,
  auditing: (scope: S) => Auditing,
): readonly CatalogQuery<S>[] {
  const idColumn = `${of}_specification_id` as const;
  return [
    defineQuery<S>()({
      name: `${of} audit specifications`,
      view: `sys.${of}_audit_specifications`,
      columns: [idColumn, ...SPECIFICATION_COLUMNS],
      optional: SPECIFICATION_OPTIONS,
      read: (scope, at) => readSpecifications(scope, auditing(scope), { ...at, specification: at[idColumn] }),
    }),
    defineQuery<S>()({
      name: `actions of ${of} audit specifications`,
      view: `sys.${of}_audit_specification_details`,
      columns: [idColumn, ...ACTION_COLUMNS],
      read: (scope, at) => readAuditActions(scope, { ...at, specification: at[idColumn] }),
    }),
  ];
}

function readSpecifications(
  scope: AuditedScope,
  { audits, probe }: Auditing,
  at: At<(typeof SPECIFICATION_COLUMNS)[number] | (typeof SPECIFICATION_OPTIONS)[number]>,
): RowReader {
  return {
    row(row) {
      const specification = name(row[at.name]);
      const guid = guidOf(row[at.audit_guid]);
      const audit = audits.get(guid);
      if (audit === undefined && !seesEverything(probe)) {
        const fact =
          'The audits of some audit specifications are not visible, so that they were not captured.';
        scope.ledger.omit('unresolved-audit', fact, SEE_MORE, 1);
        return;
      }
      if (audit === undefined) {
        const fact = `No audit of the server has the GUID of audit specification ${shown(specification)}: ${guid}.`;
        scope.ledger.note('audit-is-gone', fact);
      }
      scope.specifications.set(id(row[at.specification]), specification);
      scope.facts.push(
        defined({
          kind: 'audit-specification' as const,
          database: scope.database,
          name: specification,
          audit,
          auditGuid: audit === undefined ? guid : undefined,
          isEnabled: flag(row[at.is_state_enabled]),
          isSessionContextEnabled: flag(row[at.is_session_context_enabled]) || undefined,
        }),
      );
    },
  };
}

function readAuditActions(scope: AuditedScope, at: At<(typeof ACTION_COLUMNS)[number]>): RowReader {
  return {
    row(row) {
      const { database } = scope;
      const specification = scope.specifications.get(id(row[at.specification]));
      if (specification === undefined) return unresolved(scope, 'a specification');
      const action = name(row[at.audit_action_name]);
      if (!AUDIT_ACTION.test(action)) return unknown(scope, 'an action');
      const done = flag(row[at.is_group]) ? {} : audited(scope, row, at);
      if (done !== undefined)
        scope.facts.push(
          defined({ kind: 'audit-action' as const, database, specification, action, ...done }),
        );
    },
  };
}

type Audited = Pick<AuditActionFact, 'class' | 'schema' | 'name' | 'principal'>;

/** What an action is done on and by whom; undefined where a row was reported. */
function audited(scope: ReadScope, row: Row, at: At<(typeof ACTION_COLUMNS)[number]>): Audited | undefined {
  const number = id(row[at.class]);
  const on = AUDITED_CLASSES.find((found) => SECURABLE_CLASSES[found].number === number);
  if (on === undefined) return unknown(scope, 'a class');
  if (id(row[at.minor_id]) > 0) return unknown(scope, 'a minor_id');
  const principal = scope.principals.get(id(row[at.audited_principal_id]))?.name;
  if (principal === undefined) return unresolved(scope, 'a principal');
  if (on === 'DATABASE') return { class: on, principal };
  const securable = scope.securables.get(number)?.get(id(row[at.major_id]));
  if (securable === undefined) return unresolved(scope, 'a securable');
  const { schema, name: called } = securable;
  return { class: on, ...defined({ schema }), name: called, principal };
}

function unknown({ ledger }: ReadScope, what: string): undefined {
  const fact = `Audit specifications have actions with ${what} which is not known.`;
  ledger.omit('unknown-audit-action', fact, 'Use a release of regrant that knows it.', 1);
}

function unresolved({ ledger }: ReadScope, what: string): undefined {
  const fact = `Audit specifications have actions that name ${what} which is not visible or no longer there.`;
  ledger.omit('unresolved-id', fact, SEE_MORE, 1);
}
