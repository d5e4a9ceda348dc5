// A snapshot's objects as plain files: one for each, or one script for all. The same facts give the same bytes.
import {
  DROP_IF_EXISTS_SINCE,
  type DropGuard,
  dropOrder,
  dropStatement,
  foreignKeyDrops,
  versioningEnds,
} from '../define/drop.ts';
import { CIRCLE } from '../define/parts/circle.ts';
import { DEFINITION_SECTIONS } from '../define/statement.ts';
import { majorOf } from '../model/catalog/version.ts';
import { RegrantError } from '../model/errors.ts';
import type { DefinitionFact } from '../model/fact.ts';
import { checkOptions } from '../model/option-rules.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { subjectOf } from '../model/words/sentence.ts';
import { loadTemplates } from '../render/template-set.ts';
import { EXPORT_OPTION_RULES, type ExportOptions } from './export-options.ts';
import { objectPaths } from './object-path.ts';
import { objectSecurity, securedKey } from './object-security.ts';
import { ObjectText } from './object-text.ts';
import { withSchemas } from './schemas.ts';
import {
  type ExportNote,
  type NotExported,
  notExported,
  notesOf,
  type ScriptedDatabase,
  type ScriptedObject,
  scriptObjects,
} from './script-objects.ts';

/** The file of an object. */
export interface ExportedFile {
  /** `database/schema/kind/name.sql`: its parts are safe as names of files on every system. */
  readonly path: string;
  /** Its text; line ends are as the options say, in a module as they were. */
  readonly text: string;
}

/** Files, and what is in none of them. */
export interface Export<T> {
  /** They can be read once. */
  readonly files: Iterable<T>;
  /** What has no statement, and why. */
  readonly notExported: readonly NotExported[];
  /** What else there is to know: objects that need each other, and what objects need that no file brings. */
  readonly notes: readonly ExportNote[];
}

/**
 * A snapshot's objects, a file for each, one after the other in the order of their paths.
 * Throws a RegrantError `bad-option`, also where the snapshot has no definitions.
 */
export async function exportDefinitions(
  snapshot: Snapshot,
  options: ExportOptions = {},
): Promise<Export<ExportedFile>> {
  const { databases, ...around } = await gathered(snapshot, options);
  const objects = databases.flatMap((database) => database.objects);
  const paths = objectPaths(objects.map(({ fact }) => fact));
  const located = objects
    .map((object) => ({ object, path: paths.get(object.fact) ?? '' }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files: files(located, around, options),
    notExported: notExported(objects),
    notes: notesOf(databases),
  };
}

/**
 * The same in one script, database by database, in the order in which the objects can be made; pieces of its text.
 * Throws what exportDefinitions throws.
 */
export async function exportScript(snapshot: Snapshot, options: ExportOptions = {}): Promise<Export<string>> {
  const { databases, ...around } = await gathered(snapshot, options);
  const objects = databases.flatMap((database) => database.objects);
  return {
    files: scriptText(snapshot.header.server.name, databases, around, options),
    notExported: notExported(objects),
    notes: notesOf(databases),
  };
}

/** What stands around an object's own statements. */
interface Around {
  readonly securityOf: (fact: DefinitionFact) => readonly string[];
  readonly dropping: DropGuard;
}

interface Gathered extends Around {
  readonly databases: readonly ScriptedDatabase[];
}

async function gathered(snapshot: Snapshot, options: ExportOptions): Promise<Gathered> {
  checkOptions(options, EXPORT_OPTION_RULES);
  if (snapshot.header.definitions !== true) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `The snapshot of ${snapshot.header.server.name} has no definitions of objects.`,
      remedy: 'Capture the server with --definitions.',
    });
  }
  const objects = [...scriptObjects(snapshot.facts, options)];
  const databases = withSchemas(objects, snapshot.facts, options.permissions === true);
  const dropping = droppingOf(snapshot, options);
  if (options.permissions !== true) return { databases, dropping, securityOf: () => [] };
  const security = objectSecurity(snapshot, await loadTemplates());
  return { databases, dropping, securityOf: (fact) => security.get(securedKey(fact) ?? '') ?? [] };
}

/** IF EXISTS where the release that was captured knows it. */
function droppingOf({ header }: Snapshot, { existence = 'none' }: ExportOptions): DropGuard {
  if (existence === 'none') return 'none';
  const major = Number.parseInt(header.server.productVersion, 10);
  return major >= majorOf(DROP_IF_EXISTS_SINCE) ? 'words' : 'query';
}

function* files(
  located: readonly { readonly object: ScriptedObject; readonly path: string }[],
  { securityOf, dropping }: Around,
  options: ExportOptions,
): Generator<ExportedFile> {
  const { drop = 'none' } = options;
  for (const { object, path } of located) {
    const writer = new ObjectText(options);
    const pieces = [
      options.useDatabase ? writer.use(object.fact.database) : '',
      ...(drop === 'none' ? [] : dropped([object], writer, dropping)),
      ...(drop === 'only' ? [] : made(object, writer)),
      ...(drop === 'only' ? [] : securityOf(object.fact)).map((statement) => writer.plain(statement)),
    ];
    yield { path, text: pieces.join('') };
  }
}

function* made(
  { fact, statements, unscripted, remarks }: ScriptedObject,
  writer: ObjectText,
): Generator<string> {
  yield writer.heading(fact);
  if (unscripted !== undefined) yield writer.remark(unscripted.why);
  for (const { why } of remarks) yield writer.remark(why);
  for (const statement of statements) yield writer.statement(statement);
}

/** Objects in the order in which they go, behind what keeps them from going. */
function* dropped(
  objects: readonly ScriptedObject[],
  writer: ObjectText,
  guard: DropGuard,
): Generator<string> {
  for (const { fact } of objects)
    for (const statement of foreignKeyDrops(fact)) yield writer.whole(statement);
  const order = dropOrder(objects);
  const firstTable = order.find(({ fact }) => fact.type === 'table');
  for (const object of order) {
    const { fact, statements } = object;
    if (object === firstTable)
      for (const one of objects)
        for (const statement of versioningEnds(one.fact)) yield writer.whole(statement);
    const statement = dropStatement(fact, statements, guard);
    if (statement !== undefined) yield writer.whole(statement);
  }
}

function* scriptText(
  server: string,
  databases: Gathered['databases'],
  { securityOf, dropping }: Around,
  options: ExportOptions,
): Generator<string> {
  const { drop = 'none' } = options;
  const writer = new ObjectText(options);
  yield writer.head(server);
  for (const { code, database, note } of notesOf(databases))
    if (code === CIRCLE) yield writer.remark(`${database}: ${note}`);
  for (const { database, objects } of databases) {
    if (options.useDatabase || databases.length > 1) yield writer.use(database);
    if (drop !== 'none') yield* dropped(objects, writer, dropping);
    if (drop === 'only') continue;
    for (const section of DEFINITION_SECTIONS) {
      for (const { fact, statements } of objects) {
        const here = statements.filter((statement) => statement.section === section);
        if (here.length > 0 && here[0] === statements[0]) yield writer.heading(fact);
        for (const statement of here) yield writer.statement(statement);
      }
    }
    for (const object of objects) {
      const { fact, unscripted, remarks } = object;
      const told = unscripted === undefined ? remarks : [unscripted];
      if (told.length > 0) yield writer.heading(fact);
      for (const { why } of told) yield writer.remark(`${subjectOf(fact)}: ${why}`);
      for (const statement of securityOf(fact)) yield writer.plain(statement);
    }
  }
}
