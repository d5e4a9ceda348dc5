// The plain loops that the product's own are held against: the same bytes, with nothing checked and nothing between.
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Plan, Step } from '../../src/plan/plan.ts';
import type { SecurableName } from '../../src/text/quote.ts';

const BLOCK = 65_536;

/** A line of a script: finished, or a permission that the loop makes a line of, and its number. */
export type ScriptItem = string | { readonly number: number; readonly step: Step };

/** The items of a script: permissions as their steps, any other line as it is in its text. */
export function scriptItems(plan: Plan, text: string): readonly ScriptItem[] {
  const steps = plan.sections.flatMap((section) => section.steps);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const number = Number(/^EXEC #regrant (\d+), /.exec(line)?.[1] ?? 0);
      const step = steps[number - 1];
      return step?.action === 'grant' || step?.action === 'deny' ? { number, step } : line;
    });
}

/** Writes items one by one, a line each, through a block of text; flushes the disk; gives the number of bytes. */
export function writeItems<T>(path: string, items: readonly T[], lineOf: (item: T) => string): number {
  const file = openSync(path, 'w');
  let [bytes, block] = [0, ''];
  for (const item of items) {
    block += `${lineOf(item)}\n`;
    if (block.length < BLOCK) continue;
    bytes += writeSync(file, block);
    block = '';
  }
  bytes += writeSync(file, block);
  fsyncSync(file);
  closeSync(file);
  return bytes;
}

/** Writes bytes; flushes the disk; gives how many they are. */
export function writeBytes(path: string, bytes: Buffer): number {
  const file = openSync(path, 'w');
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  return bytes.length;
}

/** The line of a script's item; names as the generator makes them hold nothing that would have to leave a literal. */
export function scriptLine(item: ScriptItem): string {
  if (typeof item === 'string') return item;
  const { permission, on, column, grantee, withGrantOption, grantor } = item.step.values as {
    permission: string;
    on: SecurableName;
    column?: string;
    grantee: string;
    withGrantOption?: boolean;
    grantor?: string;
  };
  const verb = item.step.action === 'deny' ? 'DENY' : 'GRANT';
  const securable =
    on.name === undefined
      ? ''
      : ` ON ${on.class}::${on.schema === undefined ? '' : `${name(on.schema)}.`}${name(on.name)}`;
  const columns = column === undefined ? '' : ` (${name(column)})`;
  const option = withGrantOption === true ? ' WITH GRANT OPTION' : '';
  const as = grantor === undefined ? '' : ` AS ${name(grantor)}`;
  return `EXEC #regrant ${item.number}, N'${verb} ${permission}${securable}${columns} TO ${name(grantee)}${option}${as}';`;
}

function name(value: string): string {
  return `[${value.replaceAll(']', ']]').replaceAll("'", "''")}]`;
}

/** Every line of a file, parsed. */
export function parseLines(path: string): readonly unknown[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
