// Linked servers and the mappings of logins to them. Sources: "sp_addlinkedserver (Transact-SQL)", "sp_serveroption",
// "sp_setnetname", "sp_addlinkedsrvlogin", "sp_droplinkedsrvlogin", "sp_dropserver" (Microsoft).
import {
  hasHiddenPassword,
  LINKED_SERVER_OPTION_NAMES,
  LINKED_SERVER_OPTIONS,
  type LinkedServerOptionName,
  SQL_SERVER_PRODUCT,
} from '../../model/catalog/linked-server-option.ts';
import type { LinkedLoginFact, LinkedServerFact } from '../../model/fact.ts';
import { limitOfLinkedServer } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { World } from '../lookup/world.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import type { Reason } from '../reason.ts';
import { KEPT, limit } from '../reason.ts';
import type { KindRule, Told } from '../rule.ts';
import { by, each, not, steps, unscripted } from '../rule.ts';

const OTHER_SERVER: Reason = [
  'other-linked-server',
  'A linked server of that name is there with another provider or address, and no statement changes these: drop it (sp_dropserver) if the snapshot’s is meant, and run again.',
];

export const LINKED_SERVER_RULE: KindRule<'linked-server'> = {
  create: (fact, world) => {
    const code = limitOfLinkedServer(fact);
    if (code !== undefined) return unscripted(`Linked server ${fact.name}`, code);
    return {
      steps: [
        creation(fact),
        ...(fact.dataSource === fact.name ? [] : addressSteps(fact)),
        ...LINKED_SERVER_OPTION_NAMES.flatMap((option) =>
          isUsual(fact, option) ? [] : [setting(fact, option)],
        ),
        ...unmapping(fact, world),
      ],
      notes: hasHiddenPassword(fact.providerString)
        ? [secretNote(`provider string of linked server ${fact.name}`)]
        : [],
    };
  },
  drop: (fact) => {
    const code = limitOfLinkedServer(fact);
    if (code !== undefined) return not(limit(code));
    return steps(step('drop-linked-server', { server: fact.name }, { needs: ['drop-extra'] }));
  },
  change: {
    ...each(['product', 'provider', 'location', 'providerString', 'catalog', 'isRemote'], OTHER_SERVER),
    dataSource: by(({ after }) => addressSteps(after), OTHER_SERVER),
    ...each(
      LINKED_SERVER_OPTION_NAMES.map((option) => LINKED_SERVER_OPTIONS[option].property),
      by(changeOptions, KEPT),
    ),
    isDistributor: limit('made-by-feature'),
  },
};

function creation(fact: LinkedServerFact): Made {
  const { name: server, product = '', provider, dataSource, location, providerString, catalog } = fact;
  // Whatever else is given with this product is refused: the name says it all.
  if (product === SQL_SERVER_PRODUCT) return step('create-linked-server', { server, product, ...NOTHING });
  const rest = { server, product, provider, dataSource, location, catalog };
  if (providerString !== undefined && hasHiddenPassword(providerString))
    return step('create-linked-server-with-secret', { ...rest, shown: providerString });
  return step('create-linked-server', { ...rest, providerString });
}

const NOTHING = {
  provider: undefined,
  dataSource: undefined,
  location: undefined,
  providerString: undefined,
  catalog: undefined,
};

/** The product SQL Server takes the name for the address. */
function addressSteps({ name: server, product, dataSource }: LinkedServerFact): readonly Made[] {
  if (product !== SQL_SERVER_PRODUCT || dataSource === undefined) return [];
  return [step('set-linked-server-address', { server, address: dataSource }, { properties: ['dataSource'] })];
}

/** Replication's marks are off wherever it is not set up: saying so of each linked server would say nothing. */
function isUsual(fact: LinkedServerFact, option: LinkedServerOptionName): boolean {
  return ['pub', 'sub', 'dist'].includes(option) && fact[LINKED_SERVER_OPTIONS[option].property] === false;
}

function setting(fact: LinkedServerFact, option: LinkedServerOptionName): Made {
  const { property } = LINKED_SERVER_OPTIONS[option];
  const value = fact[property];
  const said = value === undefined ? undefined : String(value);
  return step(
    'set-linked-server-option',
    { server: fact.name, option, value: said },
    { properties: [property] },
  );
}

function changeOptions({ after, properties }: ChangedFact<'linked-server'>): readonly Made[] {
  return LINKED_SERVER_OPTION_NAMES.flatMap((option) =>
    properties.has(LINKED_SERVER_OPTIONS[option].property) ? [setting(after, option)] : [],
  );
}

/** A new linked server maps everybody to himself; one that does not had the mapping taken away. */
function unmapping({ name: server }: LinkedServerFact, { wanted }: World): Made[] {
  const mapped = wanted
    .server('linked-login')
    .some((fact) => fact.server === server && fact.login === undefined);
  if (mapped || !wanted.serverAbsenceIsKnown) return [];
  return [
    step('drop-linked-login', { server, login: undefined }, { phase: 'linked-servers', properties: [] }),
  ];
}

export const LINKED_LOGIN_RULE: KindRule<'linked-login'> = {
  create: (fact, { wanted }) => {
    const server = wanted.named('linked-server', fact.server);
    const code = server && limitOfLinkedServer(server);
    if (code !== undefined) return not(limit(code));
    return {
      steps: [mapping(fact)],
      notes: fact.remoteName === undefined ? [] : [secretNote(passwordOf(fact))],
    };
  },
  drop: ({ server, login }) =>
    steps(step('drop-linked-login', { server, login }, { needs: ['revoke-extra'] })),
  change: each(
    ['usesSelf', 'remoteName'],
    by(({ after }) => [mapping(after)], KEPT),
  ),
};

const passwordOf = ({ server, login, remoteName }: LinkedLoginFact): string =>
  `password of ${remoteName} on linked server ${server}, for ${login === undefined ? 'everybody else' : `login ${login}`},`;

function mapping(fact: LinkedLoginFact): Made {
  const { server, login, usesSelf, remoteName } = fact;
  return remoteName === undefined
    ? step('map-linked-login', { server, login, usesSelf })
    : step('map-linked-login-with-password', { server, login, remoteName });
}

function secretNote(what: string): Told {
  return {
    code: 'secret-needed',
    note: `The ${what} cannot be read from a server: type it at the top of the script.`,
  };
}
