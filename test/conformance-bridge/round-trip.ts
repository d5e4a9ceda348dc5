// From .sql to .sql: the rows that Microsoft's model draws of a schema are captured, what was captured is scripted, and
// the model holds the script against the schema.
import { captureServer } from '../../src/capture/capture-server.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { identifier } from '../../src/text/quote.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { type CatalogLine, tablesOfLines, xmlSchemasOf } from '../server/engine/fixture/read-lines.ts';
import { compareSchemas, schemaRows } from './conformance.ts';
import type { SchemaComparison, SchemaInput, SchemaProblem, SchemaRows } from './shapes.ts';

/** What became of a schema on its way. */
export interface RoundTrip {
  readonly id: string;
  /** What did not get into the model in the first place. */
  readonly notTaken: readonly SchemaProblem[];
  /** What a capture said that it could not see. */
  readonly omissions: readonly string[];
  /** What a script said that it leaves out. */
  readonly notes: readonly string[];
  readonly script: string;
  readonly comparison: SchemaComparison;
}

const DATABASE = 'D';

/** Takes schemas there and back; in the order of the inputs. */
export async function roundTrips(inputs: readonly SchemaInput[]): Promise<readonly RoundTrip[]> {
  const drawn = await schemaRows(inputs);
  const scripted: Pick<RoundTrip, 'omissions' | 'notes' | 'script'>[] = [];
  for (const [at, input] of inputs.entries()) scripted.push(await scriptOf(input, drawn[at]));
  const compared = await compareSchemas(
    inputs.map(({ id, version, path, text }, at) => ({
      id,
      version,
      source: { ...(path !== undefined && { path }), ...(text !== undefined && { text }) },
      target: { text: `${preludeOf(drawn[at])}${scripted[at]?.script ?? ''}` },
    })),
  );
  return inputs.flatMap(({ id }, at) => {
    const [rows, own, comparison] = [drawn[at], scripted[at], compared[at]];
    if (rows === undefined || own === undefined || comparison === undefined) return [];
    const differences = comparison.differences.filter(({ property }) => !isOfOwners(property));
    return [{ id, notTaken: rows.problems, ...own, comparison: { ...comparison, differences } }];
  });
}

/** Whose things are is for the security of a script, which stands behind its definitions. */
const isOfOwners = (property: string | undefined): boolean =>
  property === 'Authorizer' || property === '(owner)';

/** What definitions take as there: filegroups, which belong to the database; users, roles and schemas, which belong to security. */
function preludeOf(rows: SchemaRows | undefined): string {
  const named = (view: string, test: (row: CatalogLine['row']) => boolean): readonly string[] =>
    (rows?.lines ?? []).flatMap((line) =>
      line.view === view && test(line.row) ? [identifier(String(line.row.name))] : [],
    );
  return [
    ...named('sys.filegroups', ({ is_default }) => is_default !== true).map(
      (name) => `ALTER DATABASE CURRENT ADD FILEGROUP ${name}`,
    ),
    ...named('sys.database_principals', ({ type }) => type === 'S').map(
      (name) => `CREATE USER ${name} WITHOUT LOGIN`,
    ),
    ...named('sys.database_principals', ({ type }) => type === 'R').map((name) => `CREATE ROLE ${name}`),
    ...named('sys.schemas', () => true).map((name) => `CREATE SCHEMA ${name}`),
  ]
    .map((statement) => `${statement}\nGO\n`)
    .join('');
}

async function scriptOf({ version }: SchemaInput, rows: SchemaRows | undefined) {
  const lines = rows?.lines ?? [];
  const engine = engineFromTables({
    version,
    databases: { [DATABASE]: tablesOfLines(lines) },
    xmlSchemas: xmlSchemasOf(lines),
  });
  const snapshot = await captureServer(engineDriver(engine, 'sa', 'sa'), {
    now: () => new Date(0),
    definitions: true,
  });
  const plan = planScript(snapshot, { definitions: true, allowIncomplete: true });
  return {
    script: definitionText(plan.sections),
    omissions: snapshot.header.omissions.map(({ fact }) => fact),
    notes: plan.notes.map(({ note }) => note),
  };
}

/** The statements that make objects, each a batch under the settings that it is to be made under. */
function definitionText(sections: ReturnType<typeof planScript>['sections']): string {
  const steps = sections.filter(({ database }) => database === DATABASE).flatMap((section) => section.steps);
  return steps
    .flatMap((one) => (one.action === 'define' ? [one.values] : []))
    .map(({ statement, nullsOff, quotesOff }) =>
      [
        `SET ANSI_NULLS ${nullsOff ? 'OFF' : 'ON'}`,
        `SET QUOTED_IDENTIFIER ${quotesOff ? 'OFF' : 'ON'}`,
        statement.endsWith('\n') ? statement.slice(0, -1) : statement,
        '',
      ].join('\nGO\n'),
    )
    .join('');
}
