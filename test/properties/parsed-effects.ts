// What Microsoft's parser finds that a script does, as effects.
import type { FactsAnswer, StatementFact } from '../conformance-bridge/shapes.ts';
import { type Effect, effect } from './effects.ts';

/** The effects of a script's statements. What a script does beside principals, owners and rights is left out. */
export function parsedEffects(answer: FactsAnswer): readonly Effect[] {
  return renamed(answer.facts).flatMap((fact) => effectsOf(fact));
}

/** With each user that is renamed after it is made made under its new name. */
function renamed(facts: readonly StatementFact[]): readonly StatementFact[] {
  const made: StatementFact[] = [];
  for (const fact of facts) {
    const newName = fact.verb === 'ALTER USER' ? fact.options?.NAME : undefined;
    const at = newName === undefined ? -1 : made.findLastIndex((one) => isMaking(one, fact));
    const user = made[at];
    if (user === undefined || newName === undefined) made.push(fact);
    else made[at] = { ...user, name: newName };
  }
  return made;
}

function isMaking(fact: StatementFact, { database, name }: StatementFact): boolean {
  return fact.verb === 'CREATE USER' && fact.database === database && fact.name === name;
}

function effectsOf(fact: StatementFact): readonly Effect[] {
  const { verb, database, name, options = {} } = fact;
  switch (verb) {
    case 'GRANT':
    case 'DENY':
    case 'REVOKE':
      return rights(fact);
    case 'ALTER ROLE ADD MEMBER':
    case 'ALTER SERVER ROLE ADD MEMBER':
      return [effect('member', database, name, fact.member)];
    case 'CREATE ROLE':
    case 'CREATE SCHEMA':
      return [effect(verb === 'CREATE ROLE' ? 'role' : 'schema', database, name)];
    case 'CREATE SERVER ROLE':
      return [effect('server-role', name)];
    case 'CREATE APPLICATION ROLE':
      return [effect('application-role', database, name, options.DEFAULT_SCHEMA)];
    case 'ALTER AUTHORIZATION':
      return owned(fact);
    case 'CREATE LOGIN':
      return [createdLogin(fact)];
    case 'ALTER LOGIN DISABLE':
      return [effect('disabled', name)];
    case 'CREATE USER':
      return [createdUser(fact)];
    case 'CREATE CREDENTIAL':
      return [effect('credential', name)];
    default:
      return [];
  }
}

const DEFAULTS: ReadonlySet<string> = new Set(['CONNECT', 'CONNECT SQL']);

function rights(fact: StatementFact): readonly Effect[] {
  const { verb, database, securable, permissions = [], principals = [], grantor } = fact;
  const state = fact.withGrantOption ? 'W' : verb.slice(0, 1);
  const on = securable?.class ?? (database === undefined ? 'SERVER' : 'DATABASE');
  const names = securable?.name ?? [];
  const [schema, name] = names.length > 1 ? names : [undefined, names[0]];
  const column = securable?.columns?.[0];
  return permissions.flatMap((permission) =>
    principals.map((grantee) =>
      state === 'R' && column === undefined && on !== 'ENDPOINT' && DEFAULTS.has(permission.name)
        ? effect('revoke connect', database, grantee)
        : effect('permission', database, on, schema, name, column, permission.name, grantee, state, grantor),
    ),
  );
}

const OWNED: Readonly<Record<string, string>> = {
  ROLE: 'role',
  SCHEMA: 'schema',
  'SERVER ROLE': 'server-role',
};

function owned({ database, securable, owner }: StatementFact): readonly Effect[] {
  const kind = OWNED[securable?.class ?? ''];
  return kind === undefined ? [] : [effect('owner', database, kind, securable?.name[0], owner)];
}

function createdLogin({ name, source = '', sourceName, options = {} }: StatementFact): Effect {
  const own = source === 'PASSWORD' ? [options.SID, options.PASSWORD] : [];
  return effect('login', name, source, sourceName, ...own);
}

function createdUser({ database, name, sourceName, options = {} }: StatementFact): Effect {
  return effect('user', database, name, sourceName, options.DEFAULT_SCHEMA);
}
