// What the procedures about linked servers change. Sources: "sp_addlinkedserver (Transact-SQL)", "sp_serveroption",
// "sp_setnetname", "sp_addlinkedsrvlogin", "sp_droplinkedsrvlogin", "sp_dropserver" (Microsoft).
import {
  LINKED_SERVER_OPTION_NAMES,
  LINKED_SERVER_OPTIONS,
  type LinkedServerOption,
  type LinkedServerOptionName,
  type OptionProperty,
  SQL_SERVER_PRODUCT,
} from '../../model/catalog/linked-server-option.ts';
import { defined } from '../../model/defined.ts';
import type { LinkedServerFact } from '../../model/fact.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { LinkedServerState } from '../state/linked-servers.ts';
import type { Principal } from '../state/principal.ts';

/** The provider where none is named. */
const USUAL_PROVIDER = 'SQLNCLI';

const INITIAL = defined(
  Object.fromEntries(
    LINKED_SERVER_OPTION_NAMES.map((option) => [
      LINKED_SERVER_OPTIONS[option].property,
      LINKED_SERVER_OPTIONS[option].initial,
    ]),
  ),
) as unknown as Pick<LinkedServerFact, OptionProperty>;

/** A linked server with the options that a new one has. */
export function newLinkedServer(parts: Omit<LinkedServerFact, 'kind' | OptionProperty>): LinkedServerFact {
  return { kind: 'linked-server', ...parts, ...INITIAL };
}

/** Everybody goes to a new linked server as himself. */
export function addLinkedServer(act: ActOf<'add-linked-server'>, { server }: RunContext): void {
  const {
    server: name,
    product,
    provider = USUAL_PROVIDER,
    dataSource,
    location,
    providerString,
    catalog,
  } = act;
  const isSqlServer = product === SQL_SERVER_PRODUCT;
  const id = server.linked.named(name)?.id ?? server.newId();
  const parts = isSqlServer
    ? { dataSource: name }
    : filled({ dataSource, location, providerString, catalog });
  // The older name of the provider is kept as the newer one.
  const kept = isSqlServer || provider.toUpperCase() === 'SQLOLEDB' ? USUAL_PROVIDER : provider;
  const fact = newLinkedServer({ name, ...filled({ product }), provider: kept, ...parts });
  server.linked.put({ id, fact });
  server.linked.map({ serverId: id, login: undefined, usesSelf: true, remoteName: undefined });
}

/** An empty text says as much as none. */
function filled<T extends Readonly<Record<string, string | undefined>>>(parts: T) {
  return defined(
    Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, value || undefined])) as T,
  );
}

/** An option by its name, in any case. */
export function serverOption(name: string): LinkedServerOption | undefined {
  const wanted = name.toLowerCase();
  return Object.hasOwn(LINKED_SERVER_OPTIONS, wanted)
    ? LINKED_SERVER_OPTIONS[wanted as LinkedServerOptionName]
    : undefined;
}

/** What a value means to an option; undefined where it means nothing. */
export function optionValue(
  { type }: LinkedServerOption,
  value: string | undefined,
): { readonly value: boolean | number | string | undefined } | undefined {
  if (type === 'name') return { value };
  const said = value?.toLowerCase() ?? '';
  if (type === 'seconds') return /^\d+$/.test(said) ? { value: Number(said) } : undefined;
  if (said === 'true' || said === 'on') return { value: true };
  return said === 'false' || said === 'off' ? { value: false } : undefined;
}

/** A compatible collation has no name, and one with a name is not said to be compatible. */
export function setServerOption(act: ActOf<'set-server-option'>, { server }: RunContext): void {
  const found = server.linked.named(act.server);
  const option = serverOption(act.option);
  const meant = option && optionValue(option, act.value);
  if (found === undefined || option === undefined || meant === undefined) return;
  const { property } = option;
  const others: Partial<Record<OptionProperty, unknown>> =
    property === 'isCollationCompatible' && meant.value === true
      ? { collation: undefined }
      : property === 'collation' && meant.value !== undefined
        ? { isCollationCompatible: false }
        : {};
  change(found, { ...others, [property]: meant.value }, server.linked);
}

function change(
  found: LinkedServerState,
  parts: Readonly<Record<string, unknown>>,
  linked: RunContext['server']['linked'],
): void {
  linked.put({ ...found, fact: { ...found.fact, ...parts } as LinkedServerFact });
}

/** Gives a linked server another address. */
export function setNetworkName(
  { server: name, address }: ActOf<'set-network-name'>,
  { server }: RunContext,
): void {
  const found = server.linked.named(name);
  if (found !== undefined) change(found, { dataSource: address }, server.linked);
}

/** Maps a login, or everybody, in the place of the mapping there is. */
export function setLinkedLogin(act: ActOf<'set-linked-login'>, { server }: RunContext): void {
  const found = server.linked.named(act.server);
  const { usesSelf, remoteName } = act;
  const login = loginOf(act, server);
  if (found === undefined || (act.login !== undefined && login === undefined)) return;
  server.linked.map({ serverId: found.id, login, usesSelf, remoteName });
}

/** Takes a mapping away. */
export function dropLinkedLogin(act: ActOf<'drop-linked-login'>, { server }: RunContext): void {
  const found = server.linked.named(act.server);
  if (found !== undefined) server.linked.unmap({ serverId: found.id, login: loginOf(act, server) });
}

function loginOf(
  { login }: { readonly login?: string },
  server: RunContext['server'],
): Principal | undefined {
  return login === undefined ? undefined : server.principal(login);
}

/** Takes a linked server away. */
export function dropLinkedServer(
  { server: name }: ActOf<'drop-linked-server'>,
  { server }: RunContext,
): void {
  const found = server.linked.named(name);
  if (found !== undefined) server.linked.remove(found);
}
