// Why SQL Server refuses the name of a new principal, or a new name: somebody else has it.
import { changedScope } from '../effects/statement-effect.ts';
import type { Act, ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isMade, principalText } from '../state/principal.ts';
import { refusals, refuses } from './refusals.ts';

type Named = Act & { readonly name: string };
type Renaming = 'alter-login' | 'alter-user' | 'alter-application-role' | 'alter-role' | 'alter-server-role';

/** Rules about the names of principals, in the order in which they are asked. */
export const NAME_RULES = [
  ...refusals(['create-login', 'create-server-role'], 'CREATE LOGIN (Transact-SQL)', {
    'login-name-is-free': refuses({ isMet: true, error: 15025 }, named),
  }),
  ...refusals(['create-user', 'create-role', 'create-application-role'], 'CREATE USER (Transact-SQL)', {
    'user-name-is-free': refuses({ isMet: true, error: 15023 }, named),
  }),
  ...refusals(['alter-login'], 'ALTER LOGIN (Transact-SQL)', {
    'renamed-login-name-is-free': refuses({ isMet: true, error: 15025 }, renamed),
  }),
  ...refusals(['alter-user', 'alter-application-role'], 'ALTER USER (Transact-SQL)', {
    'renamed-user-name-is-free': refuses({ isMet: true, error: 15023 }, renamed),
  }),
  ...refusals(['alter-role', 'alter-server-role'], 'ALTER ROLE (Transact-SQL)', {
    'renamed-role-name-is-free': refuses({ isMet: true, error: 15023 }, renamed),
  }),
];

function taken(name: string, act: Act, context: RunContext): string | false {
  const found = changedScope(act, context)?.principal(name);
  return found !== undefined && isMade(found) && `${principalText(found)} is there already`;
}

function named(act: Named, context: RunContext): string | false {
  return taken(act.name, act, context);
}

function renamed(act: ActOf<Renaming>, context: RunContext): string | false {
  const scope = changedScope(act, context);
  const name = newNameOf(act);
  if (name === undefined || scope?.principal(name) === scope?.principal(act.name)) return false;
  return taken(name, act, context);
}

function newNameOf(act: ActOf<Renaming>): string | undefined {
  if ('options' in act) return act.options.newName;
  if ('newName' in act) return act.newName;
  return 'action' in act && act.action === 'rename' ? act.operand : undefined;
}
