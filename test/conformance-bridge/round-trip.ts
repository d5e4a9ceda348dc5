// From .sql to .sql: the rows that Microsoft's model draws of a schema are captured, what was captured is scripted, and
// the model holds the script against the schema. The script and the file of an export make the same, in an order in which
// it can be made, and what is captured of what they made is what was captured before.
import { captureServer } from '../../src/capture/capture-server.ts';
import { exportScript } from '../../src/export/export-definitions.ts';
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import { defined } from '../../src/model/defined.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planScript } from '../../src/plan/plan-script.ts';
import { factLine } from '../../src/snapshot/fact-line.ts';
import { identifier } from '../../src/text/quote.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { type CatalogLine, tablesOfLines, xmlSchemasOf } from '../server/engine/fixture/read-lines.ts';
import { compareSchemas, creationOrder, schemaRows } from './conformance.ts';
import type {
  LateThing,
  SchemaComparison,
  SchemaDifference,
  SchemaInput,
  SchemaProblem,
  SchemaRows,
} from './shapes.ts';

/** What became of a schema on its way. */
export interface RoundTrip {
  readonly id: string;
  /** What did not get into the model in the first place. */
  readonly notTaken: readonly SchemaProblem[];
  /** What a capture said that it could not see. */
  readonly omissions: readonly string[];
  /** What a script said that it leaves out. */
  readonly notes: readonly string[];
  readonly version: SqlVersion;
  readonly snapshot: Snapshot;
  /** What the script takes as there. */
  readonly prelude: string;
  readonly script: string;
  /** The file of an export. */
  readonly exported: string;
  readonly comparison: SchemaComparison;
}

/** What has to be so of a script besides. */
export interface Beside {
  /** What differs between the script and the file that an export writes. */
  readonly exportDifferences: readonly SchemaDifference[];
  /** What a statement of the script needs and a later one makes. */
  readonly late: readonly LateThing[];
  /** What is captured otherwise from what the script made. */
  readonly changedFacts: readonly string[];
}

/** The schemas of a prelude, which a file makes itself. */
const SCHEMAS = /^CREATE SCHEMA [\s\S]*$/m;

const DATABASE = 'D';

/** Takes schemas there and back; in the order of the inputs. */
export async function roundTrips(inputs: readonly SchemaInput[]): Promise<readonly RoundTrip[]> {
  const drawn = await schemaRows(inputs);
  const scripted: Scripted[] = [];
  for (const [at, input] of inputs.entries()) scripted.push(await scriptOf(input, drawn[at]));
  const compared = await compareSchemas(
    inputs.map(({ id, version, path, text }, at) => {
      const { prelude = '', script = '' } = scripted[at] ?? {};
      return { id, version, source: defined({ path, text }), target: { text: `${prelude}${script}` } };
    }),
  );
  return inputs.flatMap(({ id }, at) => {
    const [rows, own, comparison] = [drawn[at], scripted[at], compared[at]];
    if (rows === undefined || own === undefined || comparison === undefined) return [];
    return [{ id, notTaken: rows.problems, ...own, comparison: withoutOwners(comparison) }];
  });
}

/** What of schemas that were taken there and back has to be so besides; by their ids. */
export async function besides(trips: readonly RoundTrip[]): Promise<ReadonlyMap<string, Beside>> {
  const written = trips.map(({ id, version, prelude, script, exported }) => ({
    schema: { id, version, text: `${prelude}${script}` },
    exported,
    file: `${prelude.replace(SCHEMAS, '')}${exported}`,
  }));
  const ordered = await creationOrder(written.map(({ schema }) => schema));
  const redrawn = await schemaRows(written.map(({ schema }) => schema));
  const compared = await compareSchemas(
    written.flatMap(({ schema: { id, version, text }, exported, file }) =>
      isReadable(exported) ? [{ id, version, source: { text }, target: { text: file } }] : [],
    ),
  );
  const found = new Map<string, Beside>();
  for (const [at, { id, version, snapshot }] of trips.entries())
    found.set(id, {
      exportDifferences: compared.find((one) => one.id === id)?.differences ?? [],
      late: ordered[at]?.late ?? [],
      changedFacts: changedFacts(snapshot, await capture(version, redrawn[at])),
    });
  return found;
}

/** Statements that a file holds as constants, since they would be taken apart in it, are nothing that the model sees. */
const isReadable = (file: string): boolean => !file.includes('EXEC sys.sp_executesql @statement;');

const withoutOwners = (comparison: SchemaComparison): SchemaComparison => ({
  ...comparison,
  differences: comparison.differences.filter(({ property }) => !isOfOwners(property)),
});

/** The lines of definitions that are in one snapshot only; queues are none: the model does not take ALTER QUEUE. */
function changedFacts(before: Snapshot, after: Snapshot): readonly string[] {
  const linesOf = ({ facts }: Snapshot) =>
    new Set(
      facts.flatMap((fact) => (fact.kind === 'definition' && fact.type !== 'queue' ? [factLine(fact)] : [])),
    );
  const old = linesOf(before);
  // A batch of a file ends in a line end, which a module may have been sent without.
  const sent = (line: string): string => (old.has(line) ? line : line.replace(LAST_LINE_END, '$1"'));
  const now = new Set([...linesOf(after)].map((line) => (old.has(sent(line)) ? sent(line) : line)));
  return [
    ...[...old].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
}

/** The line end that the text of a module ends in, in the line of its fact. */
const LAST_LINE_END = /("definition":"(?:[^"\\]|\\.)*)\\n"/;

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

type Scripted = Omit<RoundTrip, 'id' | 'notTaken' | 'comparison'>;

async function scriptOf({ version }: SchemaInput, rows: SchemaRows | undefined): Promise<Scripted> {
  const snapshot = await capture(version, rows);
  const plan = planScript(snapshot, { definitions: true, allowIncomplete: true });
  const { files } = await exportScript(snapshot, { newline: 'lf' });
  return {
    version,
    snapshot,
    prelude: preludeOf(rows),
    script: definitionText(plan.sections),
    exported: [...files].join(''),
    omissions: snapshot.header.omissions.map(({ fact }) => fact),
    notes: plan.notes.map(({ note }) => note),
  };
}

function capture(version: SchemaInput['version'], rows: SchemaRows | undefined): Promise<Snapshot> {
  const lines = rows?.lines ?? [];
  const engine = engineFromTables({
    version,
    databases: { [DATABASE]: tablesOfLines(lines) },
    xmlSchemas: xmlSchemasOf(lines),
  });
  const options = { now: () => new Date(0), definitions: true };
  return captureServer(engineDriver(engine, 'sa', 'sa'), options);
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
