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
import { deleteLink, putLink } from '../state/link-facts.ts';
import { told, within } from './effect.ts';

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

export const LINKED_EFFECTS = within('server', {
  /** Everybody goes to a new linked server as himself. */
  'add-linked-server': (act, context) => {
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
    const said = isSqlServer ? { dataSource: name } : { dataSource, location, providerString, catalog };
    // The older name of the provider is kept as the newer one.
    const kept = isSqlServer || provider.toUpperCase() === 'SQLOLEDB' ? USUAL_PROVIDER : provider;
    const parts = defined(told({ product, ...said }));
    context.server.things['linked-server'].put(newLinkedServer({ name, provider: kept, ...parts }));
    putLink('linked-login', { server: name, usesSelf: true }, context);
  },
  /** A compatible collation has no name, and one with a name is not said to be compatible. */
  'set-server-option': (act, { server: { things } }) => {
    const found = things['linked-server'].get(act.server);
    const option = serverOption(act.option);
    const meant = option && optionValue(option, act.value);
    if (option === undefined || meant === undefined) return;
    const { property } = option;
    const others =
      property === 'isCollationCompatible' && meant.value === true
        ? { collation: undefined }
        : property === 'collation' && meant.value !== undefined
          ? { isCollationCompatible: false }
          : {};
    things['linked-server'].change(found, { ...others, [property]: meant.value });
  },
  'set-network-name': ({ server: name, address: dataSource }, { server: { things } }) => {
    things['linked-server'].change(things['linked-server'].get(name), { dataSource });
  },
  'set-linked-login': (act, context) => putLink('linked-login', act, context),
  'drop-linked-login': (act, context) => deleteLink('linked-login', { ...act, usesSelf: true }, context),
  /** With its mappings. */
  'drop-linked-server': ({ server: name }, { server: { things, links } }) => {
    const found = things['linked-server'].get(name);
    links['linked-login'].deleteWhere(({ server }) => server === found);
    things['linked-server'].delete(name);
  },
});
