// What a script expects of the server that it runs on: told to whoever runs it, before anything runs, where it is not so.
import { optionRow } from '../model/catalog/configuration-option.ts';
import { ENGINE } from '../model/catalog/version.ts';
import { databasesMade } from '../model/definitions/brought.ts';
import { isOfMachine } from './lookup/local-principal.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';

/** What is compared; databases, `option` (a value and a name) and `secret` (a statement's number) may be there more than once. */
const PROPERTIES = [
  'server',
  'version',
  'captured version',
  'edition',
  'collation',
  'SQL logins',
  'Windows only',
  'option',
  'contained users',
  'machine',
  'database',
  'made database',
  'secret',
] as const;

/** One of them. */
export type ExpectedProperty = (typeof PROPERTIES)[number];

/** Every one of them. */
export const EXPECTED_PROPERTIES: readonly ExpectedProperty[] = PROPERTIES;

/** Whether a text is one of them. */
export function isExpectedProperty(text: string): text is ExpectedProperty {
  return (PROPERTIES as readonly string[]).includes(text);
}

/** One thing that is expected. */
export interface Expectation {
  /** What of the server is looked at. */
  readonly property: ExpectedProperty;
  /** What the script was made for. */
  readonly value: string;
}

/** Reads the expectations off the facts, as they are restored. */
export function expectationsOf(
  index: SnapshotIndex,
  configuration: 'security' | 'all' = 'security',
): Expectation[] {
  const [server] = index.server('server');
  const logins = index.server('login');
  const machineName = server?.machineName ?? '';
  const sqlLogins = logins.filter(({ type, isDisabled }) => type === 'S' && !isDisabled).length;
  const ofMachine = logins.filter((login) => isOfMachine(login, machineName));
  const contained = index.databases.some((name) =>
    index.database(name, 'user').some(({ authenticationType }) => authenticationType === 2),
  );
  const isComparable = server !== undefined && server.engineEdition !== ENGINE.azureSqlDatabase;
  return [
    ...(isComparable
      ? ([
          { property: 'captured version', value: server.productVersion },
          { property: 'edition', value: server.edition },
          { property: 'collation', value: server.collation },
        ] as const)
      : []),
    ...(sqlLogins > 0 ? [{ property: 'SQL logins', value: String(sqlLogins) } as const] : []),
    ...(server?.isWindowsOnly === true ? [{ property: 'Windows only', value: '1' } as const] : []),
    ...optionsOf(index, configuration),
    ...(contained ? [{ property: 'contained users', value: '1' } as const] : []),
    ...(ofMachine.length > 0 ? [{ property: 'machine', value: machineName } as const] : []),
    ...databasesOf(index),
  ];
}

/** What the script makes where it is not there is told of in other words than what has to be restored before. */
function databasesOf(index: SnapshotIndex): Expectation[] {
  const made = databasesMade(index.definitions);
  return index.databases.map((value) => ({
    property: made.has(value) ? 'made database' : 'database',
    value,
  }));
}

/** Options that open or shut a way in or out, and that the script leaves as it finds them. */
function optionsOf(index: SnapshotIndex, configuration: 'security' | 'all'): Expectation[] {
  return index
    .server('configuration')
    .filter(({ name, value }) => {
      const { policy } = optionRow(name);
      return policy === 'compared' ? configuration !== 'all' : policy === 'on-only' && value === 0;
    })
    .map(({ name, value }) => ({ property: 'option', value: `${value} ${name}` }));
}
