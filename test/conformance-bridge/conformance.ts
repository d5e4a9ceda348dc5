// Microsoft's own parser and client, asked from TypeScript: one process of the conformance tool a call.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CatalogLine } from '../server/engine/fixture/read-lines.ts';
import { build, DOTNET_ENVIRONMENT } from './build.ts';
import type {
  ClientAnswer,
  ClientInput,
  ComparisonLine,
  FactsAnswer,
  OrderAnswer,
  ParseAnswer,
  PowerShellAnswer,
  PowerShellInput,
  SchemaComparison,
  SchemaInput,
  SchemaLine,
  SchemaPair,
  SchemaProblem,
  SchemaRows,
  ScriptInput,
} from './shapes.ts';

export { available } from './build.ts';
export type * from './shapes.ts';

/** Whether scripts and every text they run parse, for each version asked; answers in the order of the inputs. */
export function parse(scripts: readonly ScriptInput[]): Promise<readonly ParseAnswer[]> {
  return ask('parse', scripts);
}

/** The security statements of scripts, in order; answers in the order of the inputs. */
export function facts(scripts: readonly ScriptInput[]): Promise<readonly FactsAnswer[]> {
  return ask('facts', scripts);
}

/**
 * Visits servers with Microsoft.Data.SqlClient, one after the other; answers in the order of the inputs.
 * `trustedCa` is the file of the only certificate authority to trust, on Linux (SSL_CERT_FILE).
 */
export function client(
  visits: readonly ClientInput[],
  { trustedCa }: { readonly trustedCa?: string } = {},
): Promise<readonly ClientAnswer[]> {
  return ask('client', visits, trustedCa === undefined ? {} : { SSL_CERT_FILE: trustedCa });
}

/** Whether texts parse as PowerShell, and the commands in them; answers in the order of the inputs. */
export function powershell(texts: readonly PowerShellInput[]): Promise<readonly PowerShellAnswer[]> {
  return ask('powershell', texts);
}

/** The catalogue rows that SQL Server would hold of schemas, by Microsoft's model; in the order of the inputs. */
export async function schemaRows(schemas: readonly SchemaInput[]): Promise<readonly SchemaRows[]> {
  const lines = await answersTo<SchemaInput, SchemaLine>('rows', schemas);
  const rows = new Map<string, CatalogLine[]>(schemas.map(({ id }) => [id, []]));
  const ends = new Map<string, readonly SchemaProblem[]>();
  for (const line of lines) {
    if ('problems' in line) ends.set(line.id, line.problems);
    else rows.get(line.id)?.push({ view: line.view, row: line.row });
  }
  return schemas.map(({ id }) => ({ id, lines: rows.get(id) ?? [], problems: ends.get(id) ?? [] }));
}

/** What differs between two schemas, by Microsoft's model; in the order of the inputs. */
export async function compareSchemas(pairs: readonly SchemaPair[]): Promise<readonly SchemaComparison[]> {
  const lines = await answersTo<SchemaPair, ComparisonLine>('same', pairs);
  return pairs.map(({ id }) => {
    const own = lines.filter((line) => line.id === id);
    const end = own.find((line) => 'leftOut' in line);
    if (end === undefined) throw new Error(`The conformance tool did not end ${id}.`);
    return { ...end, differences: own.flatMap((line) => ('difference' in line ? [line.difference] : [])) };
  });
}

/** Whether statements of scripts need what later ones make; answers in the order of the inputs. */
export function creationOrder(scripts: readonly SchemaInput[]): Promise<readonly OrderAnswer[]> {
  return ask('order', scripts);
}

async function ask<Input, Answer>(
  command: string,
  inputs: readonly Input[],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly Answer[]> {
  const answers = await answersTo<Input, Answer>(command, inputs, environment);
  if (answers.length !== inputs.length) {
    throw new Error(
      `The conformance tool answered ${answers.length} of ${inputs.length} inputs of ${command}.`,
    );
  }
  return answers;
}

async function answersTo<Input, Line>(
  command: string,
  inputs: readonly Input[],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly Line[]> {
  if (inputs.length === 0) return [];
  const lines = inputs.map((input) => `${JSON.stringify(input)}\n`).join('');
  const output = await run(command, lines, environment);
  return output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
}

async function run(
  command: string,
  input: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { ...DOTNET_ENVIRONMENT, ...environment };
  const child = spawn('dotnet', [await build(), command], { env, stdio: 'pipe' });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdin.on('error', () => {}); // A tool that ended early is told by its status.
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0)
    throw new Error(`The conformance tool ended with ${status} on ${command}:\n${errors.join('')}`);
  return output.join('');
}
