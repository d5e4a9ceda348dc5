// What an audit specification of the simulated server or a database is. What it audits is referred to by the object, so that
// a rename changes no row. Values are replaced, never changed, so that a rollback brings them back.
import type { ServerAuditFact } from '../../model/fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Principal } from './principal.ts';
import type { Securable, Target } from './securable.ts';

/** What is audited: a group, or an action of a principal on a target. */
export interface AuditedState {
  readonly action: string;
  readonly target?: Target;
  readonly principal?: Principal;
}

/** A specification; it finds its audit by the GUID, where that is known. */
export interface SpecificationState {
  readonly id: number;
  readonly name: string;
  readonly audit?: string;
  readonly auditGuid?: string;
  readonly isEnabled: boolean;
  /** By {@link auditedKey}. */
  readonly actions: ReadonlyMap<string, AuditedState>;
}

/** The key of what is audited. */
export function auditedKey({ action, target, principal }: AuditedState): string {
  return keyOfParts(action, target?.key, principal?.id);
}

/** Has what is audited of a securable that moved follow it. */
export function movedIn(
  specifications: Map<string, SpecificationState>,
  old: Securable,
  target: Target,
): void {
  for (const found of [...specifications.values()]) {
    const actions = [...found.actions.values()];
    if (!actions.some((one) => one.target?.securable === old)) continue;
    const moved = actions.map((one) => (one.target?.securable === old ? { ...one, target } : one));
    specifications.set(found.name, {
      ...found,
      actions: new Map(moved.map((one) => [auditedKey(one), one])),
    });
  }
}

/** The audit of a specification: the one that has its GUID, else the one of the name that was said. */
export function auditOf(
  { audit, auditGuid }: SpecificationState,
  audits: Iterable<ServerAuditFact>,
): string | undefined {
  if (auditGuid === undefined) return audit;
  for (const { guid, name } of audits) if (guid === auditGuid) return name;
  return undefined;
}
