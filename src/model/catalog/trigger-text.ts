// The head of a server trigger's text: what it is called, when it fires, and as whom. That the text is one that makes this
// trigger and nothing else is read off it: CREATE TRIGGER has the rest of its batch for itself.
// Source: "CREATE TRIGGER (Transact-SQL)" (Microsoft).
import { SqlWords } from '../sql-words.ts';

/** What the head of a trigger's text says. */
export interface TriggerHead {
  readonly name: string;
  /** Events and groups of events, upper case, in ordinal order, each once. */
  readonly events: readonly string[];
  /** The login of EXECUTE AS; `self` and `owner` for those words; absent for the caller. */
  readonly executeAs?: { readonly login: string } | 'self' | 'owner';
}

/** The head of a text that makes a trigger ON ALL SERVER; undefined for any other text. */
export function triggerHead(text: string): TriggerHead | undefined {
  const words = new SqlWords(text);
  if (!words.take('CREATE')) return undefined;
  if (words.take('OR') && !words.take('ALTER')) return undefined;
  if (!words.take('TRIGGER')) return undefined;
  const name = words.name();
  if (name === undefined || !(words.take('ON') && words.take('ALL') && words.take('SERVER')))
    return undefined;
  const executeAs = words.take('WITH') ? options(words) : {};
  if (executeAs === undefined || !(words.take('FOR') || words.take('AFTER'))) return undefined;
  const events = new Set<string>();
  do {
    const event = words.next()?.word;
    if (event === undefined || !/^[\p{L}_][^']*$/u.test(event)) return undefined;
    events.add(event.toUpperCase());
  } while (words.take(','));
  return words.take('AS') ? { name, events: [...events].sort(), ...executeAs } : undefined;
}

function options(words: SqlWords): Pick<TriggerHead, 'executeAs'> | undefined {
  let found: Pick<TriggerHead, 'executeAs'> = {};
  do {
    if (words.take('ENCRYPTION')) continue;
    if (!(words.take('EXECUTE') || words.take('EXEC')) || !words.take('AS')) return undefined;
    if (words.take('SELF')) found = { executeAs: 'self' };
    else if (words.take('OWNER')) found = { executeAs: 'owner' };
    else if (!words.take('CALLER')) {
      const login = words.string();
      if (login === undefined) return undefined;
      found = { executeAs: { login } };
    }
  } while (words.take(','));
  return found;
}
