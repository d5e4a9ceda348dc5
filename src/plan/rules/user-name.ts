// What a Windows user is called: the name of its login, or of another account, which it is to keep. Source: "ALTER USER
// (Transact-SQL)" (Microsoft).
import { isAccountName, PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import type { UserFact } from '../../model/fact.ts';
import { isSameToWindows } from '../../model/name-fold.ts';
import type { World } from '../lookup/world.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import type { Outcome } from '../rule.ts';
import { steps } from '../rule.ts';

/** A user of a Windows login, made by its name or, where it bears another account's, renamed to that. */
export function windowsUser(fact: UserFact, login: string, world: World): Outcome {
  const { name: user, database, defaultSchema: schema, allowEncryptedValueModifications = false } = fact;
  const made = { user, login, schema, encryptedValues: allowEncryptedValueModifications };
  if (!bearsOtherName(fact, login)) return steps(step('create-user-for-login', made));
  // Where another user bears its login's name, it is first called as no account is.
  const first = world.isTaken(login, database) ? user.replaceAll('\\', '/') : login;
  const note = `User ${user} bears another name than its login ${login}: it is made and then renamed, which SQL Server allows only where Windows has no other account of that name. Where it is refused, restore the database first.`;
  return {
    ...steps(step('create-user-and-rename-it', { ...made, first })),
    notes: [{ code: 'user-of-another-name', note }],
  };
}

/** A user that bears its login's name is renamed with it. */
export function renaming({ name: user, login, type }: UserFact, { wanted }: World): Made[] {
  const from = wanted.renames.get(user);
  const isRenamed = from !== undefined && login !== undefined && PRINCIPAL_KINDS[type].source === 'windows';
  return isRenamed ? [step('rename-user', { from, user, login })] : [];
}

/** What gives a user to a login: one with another account's name would lose it to the login's where none is said. */
export function mapping(
  fact: UserFact,
  login: string,
): { readonly user: string; readonly login: string; readonly keeps: string | undefined } {
  return { user: fact.name, login, keeps: bearsOtherName(fact, login) ? fact.name : undefined };
}

function bearsOtherName({ name, type }: UserFact, login: string): boolean {
  const isWindows = PRINCIPAL_KINDS[type].source === 'windows';
  return isWindows && isAccountName(name) && !isSameToWindows(name, login);
}
