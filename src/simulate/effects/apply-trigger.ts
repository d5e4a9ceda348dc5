// What making, enabling and dropping triggers of the server does. Source: "CREATE TRIGGER (Transact-SQL)".
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import { actingLogin } from '../run/actor.ts';
import type { RunContext } from '../run-context.ts';

/** A new trigger is enabled. */
export function createTrigger(act: ActOf<'create-server-trigger'>, context: RunContext): void {
  const { server } = context;
  const { name, definition } = act;
  const { events, executeAs: as } = act.head;
  const executeAs = typeof as === 'object' ? as.login : as && actingLogin(context)?.name;
  server.triggers.set(
    name,
    defined({ kind: 'server-trigger' as const, name, events, isDisabled: false, executeAs, definition }),
  );
}

/** Enables, disables or drops. */
export function setTriggers(
  { kind, names }: ActOf<'enable-server-trigger' | 'disable-server-trigger' | 'drop-server-trigger'>,
  { server }: RunContext,
): void {
  for (const name of names) {
    const found = server.triggers.get(name);
    if (kind === 'drop-server-trigger') server.triggers.delete(name);
    else if (found !== undefined)
      server.triggers.set(name, { ...found, isDisabled: kind === 'disable-server-trigger' });
  }
}

/** One that is first is not last. Source: "sp_settriggerorder (Transact-SQL)". */
export function orderTrigger(
  { name, order, event }: ActOf<'set-trigger-order'>,
  { server }: RunContext,
): void {
  const found = server.triggers.get(name);
  if (found === undefined) return;
  const { firstFor, lastFor, ...rest } = found;
  const events = (old: readonly string[] = [], isIn: boolean) => {
    const others = old.filter((one) => one !== event);
    const now = isIn ? [...others, event].sort() : others;
    return now.length === 0 ? undefined : now;
  };
  const parts = { firstFor: events(firstFor, order === 'first'), lastFor: events(lastFor, order === 'last') };
  server.triggers.set(name, { ...rest, ...defined(parts) });
}
