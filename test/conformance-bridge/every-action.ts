// A plan with every action the product has, each with all of its optional parameters and with none.
import { SECURABLE_CLASSES, type SecurableClass } from '../../src/model/securable-class.ts';
import type { SnapshotHeader } from '../../src/model/snapshot.ts';
import { ACTIONS, type ActionName, type ParameterKind } from '../../src/plan/action.ts';
import type { Plan, Step } from '../../src/plan/plan.ts';

const HEADER: SnapshotHeader = {
  regrant: 'snapshot',
  format: 1,
  tool: { name: 'regrant', version: '0.0.0' },
  server: { name: 'SMDB01', productVersion: '11.0.2100.60', edition: 'Enterprise Edition (64-bit)' },
  complete: true,
  omissions: [],
  exclusions: [],
  passwords: 'hashes',
  counts: {},
};

/** ALLOW_ENCRYPTED_VALUE_MODIFICATIONS: no version of Microsoft's parser knows this option of CREATE USER. */
const NOT_IN_GRAMMAR = 'encryptedValues';

/** The plan. */
export function everyActionPlan(): Plan {
  const steps = everyStep();
  return {
    source: HEADER,
    renames: [],
    serverName: 'SMDB01',
    majorVersion: 11,
    expected: [
      { property: 'collation', value: 'Latin1_General_BIN2' },
      { property: 'database', value: "it's [x]" },
    ],
    clrEnabled: true,
    sections: [{ name: 'database', title: 'Every action', database: "o'brien ]\n", steps }],
    notes: [],
  };
}

function everyStep(): readonly Step[] {
  return (Object.keys(ACTIONS) as ActionName[]).flatMap((action) => {
    const parameters: readonly (readonly [string, ParameterKind])[] = Object.entries(
      ACTIONS[action].parameters,
    );
    const classes = parameters.some(([, kind]) => kind === 'securable') ? classesFor(action) : [undefined];
    return classes.flatMap((on) =>
      [true, false].map((full): Step => {
        const values = parameters.map(([name, kind]) => [name, value(name, kind, full, on)]);
        return { action, values: Object.fromEntries(values) };
      }),
    );
  });
}

/** The classes an action can be on: ALTER AUTHORIZATION does not take all. */
function classesFor(action: ActionName): readonly SecurableClass[] {
  const all = Object.keys(SECURABLE_CLASSES) as SecurableClass[];
  return all.filter((on) => !action.startsWith('own-') || SECURABLE_CLASSES[on].alterAuthorization);
}

function value(name: string, kind: ParameterKind, full: boolean, on: SecurableClass | undefined): unknown {
  if (kind.endsWith('?') && !(full && (kind !== 'column?' || on === 'OBJECT'))) return undefined;
  switch (kind) {
    case 'name':
    case 'name?':
    case 'column?':
      return `${name} ]'`;
    case 'text':
    case 'text?':
      return `${name} '\r\nGO\r\n`;
    case 'binary':
    case 'binary?':
      return name === 'hash' ? '0x0200AB' : '0x0105';
    case 'keyword':
      return 'VIEW DEFINITION';
    case 'number':
      return 1;
    case 'flag':
      return full && name !== NOT_IN_GRAMMAR;
    case 'securable':
      return securableOf(on ?? 'OBJECT');
  }
}

function securableOf(on: SecurableClass): object {
  if (on === 'SERVER' || on === 'DATABASE') return { class: on };
  return { class: on, name: "n ]'", ...(SECURABLE_CLASSES[on].schemaQualified ? { schema: "s ]'" } : {}) };
}
