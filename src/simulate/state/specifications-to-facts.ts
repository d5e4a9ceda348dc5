// The audit specifications of a simulated server or database as facts.
import type { Fact, ServerAuditFact } from '../../model/fact.ts';
import { type AuditedState, auditOf } from './audit-specification.ts';
import type { Scope } from './scope.ts';

/** The facts of the specifications of a scope, without what is audited of things and principals that are gone. */
export function* specificationFacts(
  scope: Scope,
  database: string | undefined,
  audits: Iterable<ServerAuditFact>,
): Iterable<Partial<Fact> & Pick<Fact, 'kind'>> {
  for (const found of scope.specifications.values()) {
    const { name, auditGuid, isEnabled } = found;
    const audit = auditOf(found, audits);
    const lost = audit === undefined ? { auditGuid } : {};
    yield { kind: 'audit-specification', database, name, audit, ...lost, isEnabled } as Fact;
    for (const one of found.actions.values()) {
      if (!isThere(one, scope)) continue;
      const { action, target, principal } = one;
      const { schema, name: object } = target?.securable ?? {};
      yield {
        kind: 'audit-action',
        database,
        specification: name,
        action,
        class: target?.class,
        schema,
        name: object,
        principal: principal?.name,
      } as Fact;
    }
  }
}

function isThere({ target, principal }: AuditedState, scope: Scope): boolean {
  const { securable } = target ?? {};
  const isOn =
    securable === undefined ||
    scope.securable(securable.class, securable.schema, securable.name) === securable;
  return isOn && (principal === undefined || scope.principal(principal.name) === principal);
}
