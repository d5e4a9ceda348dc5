// What making, enabling and dropping triggers of the server does. Source: "CREATE TRIGGER (Transact-SQL)".
import { defined } from '../../model/defined.ts';
import type { ActOf, RunContext } from '../rule.ts';
import { actingLogin } from '../run/actor.ts';

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
