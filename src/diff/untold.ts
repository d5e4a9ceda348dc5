// What a script that was read does not tell of a fact: such a property is no difference, and is counted apart.

import { PRINCIPAL_KINDS } from '../model/catalog/principal-kind.ts';
import type { Fact } from '../model/fact.ts';
import { propertyValue } from '../model/fact-shape.ts';

/** Whether the script's fact leaves a property open that the other fact has. */
export function isUntold(script: Fact, property: string, other: Fact): boolean {
  const value = propertyValue(script, property);
  if (value === undefined || value === '0x') return true;
  if (script.kind === 'database') return property !== 'owner' && value !== true;
  return isOfType(script, other) && ['type', 'defaultSchema'].includes(property);
}

/** FROM WINDOWS and FROM EXTERNAL PROVIDER do not tell a group from a single account, and a group has no schema. */
function isOfType(script: Fact, other: Fact): boolean {
  if (script.kind !== 'login' && script.kind !== 'user') return false;
  if (other.kind !== 'login' && other.kind !== 'user') return false;
  const [here, there] = [PRINCIPAL_KINDS[script.type], PRINCIPAL_KINDS[other.type]];
  return here.source === there.source && here.isGroup !== there.isGroup;
}

/** The script's fact with what it leaves open taken from the other. */
export function toldBy(script: Fact, other: Fact): Fact {
  const told = Object.entries(script).filter(([property]) => !isUntold(script, property, other));
  return { ...other, ...Object.fromEntries(told) } as Fact;
}
