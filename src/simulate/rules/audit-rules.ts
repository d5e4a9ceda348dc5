// Why SQL Server refuses what concerns audits of the server and their specifications.
import { auditedIn, specificationScope } from '../effects/apply-audit.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isMade } from '../state/principal.ts';
import type { Needed } from './reference.ts';
import { needs, refusals, refuses, taken } from './refusals.ts';

const CREATED = ['create-audit-specification'] as const;
const KEPT = ['alter-audit-specification', 'drop-audit-specification'] as const;
const SPECIFICATION = 'CREATE DATABASE AUDIT SPECIFICATION (Transact-SQL)';
type Specification = ActOf<(typeof CREATED)[number] | (typeof KEPT)[number]>;

const found = (act: Specification, context: RunContext) =>
  specificationScope(act, context).specifications.get(act.name);

/** What actions are on, and by whom: of the database where the statement runs. */
function auditedThings({ added }: Specification): readonly Needed[] {
  return added.flatMap(({ on, principal }): Needed[] => [
    ...(on === undefined ? [] : [{ what: 'securable' as const, class: on.class ?? 'OBJECT', name: on.name }]),
    { what: 'principal', name: principal === 'public' ? undefined : principal },
  ]);
}

/** Rules about audits, in the order in which they are asked. */
export const AUDIT_RULES = [
  ...refusals(['create-server-audit'], 'CREATE SERVER AUDIT (Transact-SQL) (a guess)', {
    'audit-name-is-free': taken(
      ({ name }, { server }) => isMade(server.things['server-audit'].get(name)) && `a server audit ${name}`,
    ),
  }),
  ...refusals(['alter-server-audit', 'drop-server-audit'], 'ALTER SERVER AUDIT (Transact-SQL)', {
    'server-audit-exists': refuses(
      { asksServer: true, isMet: true },
      ({ name }, { server }) =>
        !server.things['server-audit'].has(name) && `there is no server audit ${name}`,
    ),
    'audit-is-disabled': refuses({ asksServer: true }, ({ kind, name, clauses }, { server }) => {
      const isEnabled = server.things['server-audit'].get(name)?.isEnabled === true;
      const isOther = kind === 'drop-server-audit' || Object.keys(clauses).some((one) => one !== 'isEnabled');
      return isEnabled && isOther && `the server audit ${name} is enabled`;
    }),
  }),
  ...refusals(CREATED, SPECIFICATION, {
    'specification-name-is-free': taken(
      { source: `${SPECIFICATION} (a guess)` },
      (act, context) => found(act, context) && `an audit specification ${act.name}`,
    ),
    'audit-has-one-specification': refuses(
      { source: 'Create a Server Audit and Database Audit Specification' },
      (act, context) => {
        const { server } = context;
        const named = server.things['server-audit'].get(act.audit ?? '')?.name;
        const taken = [...specificationScope(act, context).specifications.values()].some(
          (one) => named !== undefined && server.auditOf(one) === named,
        );
        return taken && `the server audit ${named} has a specification there already`;
      },
    ),
  }),
  ...refusals(KEPT, 'ALTER DATABASE AUDIT SPECIFICATION (Transact-SQL)', {
    'audit-specification-exists': refuses(
      { asksServer: true, isMet: true },
      (act, context) => found(act, context) === undefined && `there is no audit specification ${act.name}`,
    ),
    'audit-specification-is-disabled': refuses({ asksServer: true }, (act, context) => {
      const isOther =
        act.kind === 'drop-audit-specification' ||
        act.audit !== undefined ||
        act.added.length + act.dropped.length > 0;
      return (
        found(act, context)?.isEnabled === true && isOther && `the audit specification ${act.name} is enabled`
      );
    }),
  }),
  ...refusals([...CREATED, 'alter-audit-specification'], SPECIFICATION, {
    'what-is-audited-exists': needs(auditedThings),
    'audit-of-specification-exists': needs(({ audit: name }) => ({ what: 'server-audit', name })),
    'action-is-audited-once': refuses(
      { isMet: true, source: `${SPECIFICATION} (a guess)` },
      (act, context) => {
        const { audited } = specificationScope(act, context);
        const there = found(act, context);
        const rows = there === undefined ? [] : auditedIn(act.added, there, act, context);
        const again = rows.find((one) => audited.like(one) !== undefined);
        return again && `${again.action} is in the audit specification ${act.name} already`;
      },
    ),
  }),
];
