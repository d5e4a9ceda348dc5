// A fault of public tools that write definitions, and the case that shows that it is not one here: the objects that it takes,
// as small as they can be, and what becomes of them.
import { exportDefinitions, exportScript } from '../../../src/export/export-definitions.ts';
import type { ExportOptions } from '../../../src/export/export-options.ts';
import type { NotExported } from '../../../src/export/script-objects.ts';
import type { BodyOf, DefinitionType } from '../../../src/model/definitions/definition-type.ts';
import type { Use } from '../../../src/model/definitions/type-shape.ts';
import type { DefinitionFact, Fact } from '../../../src/model/fact.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { captureRows, DATABASE } from '../rows.ts';

/** A fault, by its number in the list of those that were looked at. */
export interface Fault {
  readonly number: number;
  /** What went wrong. */
  readonly fact: string;
  /** Shows that it does not here; what it throws is what is wrong. */
  readonly shown?: () => void | Promise<void>;
  /** Why nothing can show it: it is about how another tool works inside, or about what is not done here. */
  readonly plumbing?: string;
}

const EMPTY = captureRows({});

/** A snapshot with these facts. */
export async function snapshotOf(facts: readonly Fact[]): Promise<Snapshot> {
  return { ...(await EMPTY), facts };
}

/** The definition of an object: `definition('table', 'dbo.t', { columns: [] })`. */
export function definition<T extends DefinitionType>(
  type: T,
  path: string,
  body: BodyOf<T>,
  more: { readonly on?: string } = {},
): DefinitionFact {
  const [last = '', schema] = path.split('.').reverse();
  const place = schema === undefined ? {} : { schema };
  return {
    kind: 'definition',
    database: DATABASE,
    type,
    ...place,
    name: last,
    ...more,
    body,
  } as DefinitionFact;
}

/** A column of type int. */
export const column = (name: string, isNullable = false) => ({
  name,
  type: { name: 'int' },
  ...(isNullable ? { isNullable: true as const } : {}),
});

/** What a text names: `s.t`, and `s.t!` where it has to be there. */
export function uses(...paths: readonly string[]): readonly Use[] {
  return paths.map((path) => {
    const [schema = '', name = ''] = path.replace('!', '').split('.');
    return { schema, name, ...(path.endsWith('!') ? { isBound: true as const } : {}) };
  });
}

/** The batches of one script of these objects, without the settings before them. */
export async function batchesOf(
  facts: readonly Fact[],
  options: ExportOptions = {},
): Promise<readonly string[]> {
  const { files } = await exportScript(await snapshotOf(facts), { newline: 'lf', ...options });
  return [...files]
    .join('')
    .split('\nGO\n')
    .filter((batch) => batch !== '' && !/^(?:--.*\n)*SET (?:ANSI_NULLS|QUOTED_IDENTIFIER)|^USE /.test(batch));
}

/** The first words of each batch, up to its name. */
export async function orderOf(
  facts: readonly Fact[],
  options: ExportOptions = {},
): Promise<readonly string[]> {
  const batches = await batchesOf(facts, options);
  return batches.map((batch) => /^[^[]*(?:\[[^\]]*\](?:\.\[[^\]]*\])?)?/.exec(batch)?.[0].trim() ?? '');
}

/** The files of these objects by their paths below the database, and what is in none of them. */
export async function filesOf(
  facts: readonly Fact[],
  options: ExportOptions = {},
): Promise<{ readonly files: ReadonlyMap<string, string>; readonly notExported: readonly NotExported[] }> {
  const { files, notExported } = await exportDefinitions(await snapshotOf(facts), {
    newline: 'lf',
    ...options,
  });
  const named = [...files].map(({ path, text }) => [path.replace(`${DATABASE}/`, ''), text] as const);
  return { files: new Map(named), notExported };
}
