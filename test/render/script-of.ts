// A script of facts, without files: what most tests of planning and rendering start from.
import type { Fact } from '../../src/model/fact.ts';
import { keyOf } from '../../src/model/identity.ts';
import { ordinal } from '../../src/model/order.ts';
import type { Snapshot, SnapshotHeader } from '../../src/model/snapshot.ts';
import type { ScriptOptions } from '../../src/render/write-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';

/** The server every snapshot here is of. */
export const SERVER: Fact = {
  kind: 'server',
  name: 'SMDB01',
  machineName: 'SMDB01',
  productVersion: '16.0.4125.3',
  edition: 'Enterprise Edition (64-bit)',
  engineEdition: 3,
  collation: 'SQL_Latin1_General_CP1_CI_AS',
};

/** Default rows that every server has, so that their absence is not news. */
export const DEFAULTS: readonly Fact[] = [
  {
    kind: 'permission',
    class: 'SERVER',
    permission: 'VIEW ANY DATABASE',
    grantee: 'public',
    grantor: 'sa',
    state: 'G',
  },
  ...['TSQL Default TCP', 'TSQL Default VIA', 'TSQL Local Machine', 'TSQL Named Pipes'].map(
    (name): Fact => ({
      kind: 'permission',
      class: 'ENDPOINT',
      name,
      permission: 'CONNECT',
      grantee: 'public',
      grantor: 'sa',
      state: 'G',
      isShipped: true,
    }),
  ),
];

/** A snapshot of facts in any order. */
export function snapshotOf(facts: readonly Fact[], header: Partial<SnapshotHeader> = {}): Snapshot {
  const sorted = [SERVER, ...facts].sort((a, b) => ordinal(keyOf(a), keyOf(b)));
  return {
    header: {
      regrant: 'snapshot',
      format: 1,
      tool: { name: 'regrant', version: '0.0.0' },
      server: { name: 'SMDB01', productVersion: '16.0.4125.3', edition: 'Enterprise Edition (64-bit)' },
      capturedAt: '2026-01-01T00:00:00.000Z',
      complete: true,
      omissions: [],
      exclusions: [],
      passwords: 'hashes',
      counts: {},
      ...header,
    },
    facts: sorted,
  };
}

/** The text of the script of facts. */
export async function scriptOf(
  facts: readonly Fact[],
  options: ScriptOptions = {},
  header: Partial<SnapshotHeader> = {},
): Promise<string> {
  return [...(await scriptSnapshot(snapshotOf(facts, header), options)).text].join('');
}

/** The statements of the script of facts, in order, as they reach the server: only lines whose constants are plain. */
export async function statementsOf(facts: readonly Fact[], options: ScriptOptions = {}): Promise<string[]> {
  const script = await scriptOf([...DEFAULTS, ...facts], options);
  return [...script.matchAll(/^EXEC #regrant(?:_login|_secret|_access)? \d+, .*N'((?:[^']|'')*)';$/gm)].map(
    ([, text = '']) => text.replaceAll("''", "'"),
  );
}
