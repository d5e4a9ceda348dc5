// Assemblies with their files. Source: "sys.assemblies", "sys.assembly_files", "sys.assembly_references" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import type { Hex } from '../../../model/facts/fact-value.ts';
import { ordinal } from '../../../model/order.ts';
import { flag, hex, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keepById, keepParts } from '../kept.ts';

interface AssemblyRow {
  readonly name: string;
  readonly permissionSet: BodyOf<'assembly'>['permissionSet'] | undefined;
  readonly isHidden: true | undefined;
}

/** `permission_set`. */
const PERMISSION_SETS: Readonly<Record<number, AssemblyRow['permissionSet']>> = {
  1: 'SAFE',
  2: 'EXTERNAL_ACCESS',
  3: 'UNSAFE',
};

const rows = keepById<AssemblyRow>();

/** `sys.assemblies`: those of users. */
const assemblyRows = defineQuery<DatabaseScope>()({
  name: 'assemblies of users',
  view: 'sys.assemblies',
  columns: ['assembly_id', 'name', 'permission_set', 'is_visible'],
  narrow: (query) => query.where('v.is_user_defined', 1),
  read: (scope, at) => ({
    row: (row) => {
      rows(scope).set(id(row[at.assembly_id]), {
        name: name(row[at.name]),
        permissionSet: PERMISSION_SETS[integer(row[at.permission_set]) ?? 0],
        isHidden: flag(row[at.is_visible]) ? undefined : true,
      });
    },
  }),
});

/** The name of an assembly of a user. */
export function assemblyName(scope: DatabaseScope, assembly: number): string | undefined {
  return rows(scope).get(assembly)?.name;
}

interface FileRow {
  readonly id: number;
  readonly name: string;
  readonly content: Hex | undefined;
}

const files = keepParts<FileRow>();

/** `sys.assembly_files`. */
const assemblyFiles = defineQuery<DatabaseScope>()({
  name: 'files of assemblies',
  view: 'sys.assembly_files',
  columns: ['assembly_id', 'file_id', 'name', 'content'],
  narrow: (query) =>
    query.innerJoin('sys.assemblies as a', 'a.assembly_id', 'v.assembly_id').where('a.is_user_defined', 1),
  read: (scope, at) => ({
    row: (row) => {
      files(scope).add(id(row[at.assembly_id]), {
        id: id(row[at.file_id]),
        name: name(row[at.name]),
        content: hex(row[at.content]),
      });
    },
  }),
});

const references = keepParts<number>();

/** `sys.assembly_references`. */
const assemblyReferences = defineQuery<DatabaseScope>()({
  name: 'references of assemblies',
  view: 'sys.assembly_references',
  columns: ['assembly_id', 'referenced_assembly_id'],
  read: (scope, at) => ({
    row: (row) => {
      references(scope).add(id(row[at.assembly_id]), id(row[at.referenced_assembly_id]));
    },
  }),
});

/** What is read of assemblies. */
export const ASSEMBLY_QUERIES = [assemblyRows, assemblyFiles, assemblyReferences];

/** `file_id` of an assembly's own file. */
const OWN = 1;

/** Most characters of hex that a line of a snapshot can hold beside the rest. */
export const MOST_CONTENT = 64_000_000;

/** The assemblies of a database. */
export function* assemblyFacts(scope: DatabaseScope): Generator<DefinitionOf<'assembly'>> {
  const { database } = scope;
  for (const [assembly, { name: called, permissionSet, isHidden }] of rows(scope)) {
    const [own, ...more] = [...files(scope).of(assembly)].sort((a, b) => a.id - b.id);
    const added = more.flatMap(({ name: file, content }) =>
      content === undefined ? [] : [{ name: file, content }],
    );
    const content = own?.id === OWN ? own.content : undefined;
    if (permissionSet === undefined || content === undefined || added.length < more.length) {
      const fact = `The files or the permission set of the assembly ${called} could not be read; its definition was not captured.`;
      scope.ledger.omit('text-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
      continue;
    }
    if (added.reduce((sum, file) => sum + file.content.length, content.length) > MOST_CONTENT) {
      const fact = `The assembly ${called} is too large for a line of a snapshot; its definition was not captured.`;
      scope.ledger.omit('assembly-too-large', fact, 'Make it from its files by hand.', 1);
      continue;
    }
    const referred = references(scope)
      .of(assembly)
      .flatMap((one) => assemblyName(scope, one) ?? [])
      .sort(ordinal);
    const body = defined({
      permissionSet,
      isHidden,
      content,
      files: added.length === 0 ? undefined : added,
      references: referred.length === 0 ? undefined : referred,
    });
    yield { kind: 'definition', database, type: 'assembly', name: called, body };
  }
}
