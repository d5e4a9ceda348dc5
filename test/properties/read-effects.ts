// What the product's own script reader, which shares no code with the renderer, finds that a script does, as effects.
import type { Fact } from '../../src/model/fact.ts';
import { type Effect, effect, sourceOf } from './effects.ts';

/** The effects of the facts that a script was read into. Who granted and what was revoked, facts do not tell. */
export function readEffects(facts: readonly Fact[]): readonly Effect[] {
  return facts.flatMap((fact): readonly Effect[] => {
    switch (fact.kind) {
      case 'permission': {
        const { database, class: on, schema, name, column, permission, grantee, state } = fact;
        return [effect('permission', database, on, schema, name, column, permission, grantee, state)];
      }
      case 'role-member':
        return [effect('member', fact.database, fact.role, fact.member)];
      case 'role':
      case 'schema':
        return [
          effect(fact.kind, fact.database, fact.name),
          effect('owner', fact.database, fact.kind, fact.name, fact.owner),
        ];
      case 'server-role':
        return [
          effect('server-role', fact.name),
          effect('owner', undefined, 'server-role', fact.name, fact.owner),
        ];
      case 'application-role':
        return [effect('application-role', fact.database, fact.name, fact.defaultSchema)];
      case 'login': {
        const { name, type, sid, certificate, asymmetricKey, passwordHash } = fact;
        const own = type === 'S' ? [sid, passwordHash] : [];
        const made = effect('login', name, sourceOf(type), certificate ?? asymmetricKey, ...own);
        return fact.isDisabled ? [made, effect('disabled', name)] : [made];
      }
      case 'user': {
        const { database, name, login, certificate, asymmetricKey, defaultSchema } = fact;
        return [effect('user', database, name, login ?? certificate ?? asymmetricKey, defaultSchema)];
      }
      case 'credential':
        return [effect('credential', fact.name)];
      default:
        return [];
    }
  });
}

/** Effects as facts can tell them: without grantors, and without what was revoked; each once. */
export function withoutGrantors(effects: readonly Effect[]): readonly Effect[] {
  const found = new Set<Effect>();
  for (const text of effects) {
    const parts = JSON.parse(text) as (string | null)[];
    if (parts[0] === 'revoke connect') continue;
    if (parts[0] === 'permission') found.add(JSON.stringify(parts.slice(0, 9)));
    else found.add(parts[0] === 'user' ? userWithSchema(parts) : text);
  }
  return [...found];
}

/** A script does not tell a group, which may have no default schema, from a user, who gets dbo. */
function userWithSchema([kind, database, name, login, schema]: readonly (string | null)[]): Effect {
  return effect(kind, database, name, login, schema ?? 'dbo');
}
