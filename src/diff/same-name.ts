// Names that are one although their letters differ in case: those of Windows accounts, which have a backslash, and the
// name of a user that is its login's. Elsewhere only a collation could tell, and a diff has none.
import { isAccountName } from '../model/catalog/principal-kind.ts';
import type { Fact } from '../model/fact.ts';
import { propertiesOf, propertyValue } from '../model/fact-shape.ts';
import { keyOf } from '../model/identity.ts';
import { foldOfWindows as fold } from '../model/name-fold.ts';

/** Whether two values of a property are one name but for the case of letters. */
export function areSameNames(property: string, from: unknown, to: unknown): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  // Which login a user has is told by its SID, whatever the login is called.
  return (isAccountName(from) || property === 'login') && fold(from) === fold(to);
}

/** The key of a fact with the case of account names taken out; undefined where it has none. */
export function foldedKey(fact: Fact): string | undefined {
  const folded: Record<string, unknown> = { ...fact };
  let isFolded = false;
  for (const [property, { identity, isName }] of propertiesOf(fact.kind)) {
    const value = propertyValue(fact, property);
    if (!identity || !isName || typeof value !== 'string') continue;
    if (!isAccountName(value) && !isNamedAsLogin(fact, property)) continue;
    folded[property] = fold(value);
    isFolded = true;
  }
  return isFolded ? keyOf(folded as unknown as Fact) : undefined;
}

function isNamedAsLogin(fact: Fact, property: string): boolean {
  if (fact.kind !== 'user' || property !== 'name' || fact.login === undefined) return false;
  return fold(fact.name) === fold(fact.login);
}
