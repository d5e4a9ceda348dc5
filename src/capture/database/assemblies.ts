// CLR assemblies with their permission set and, where the server can compute it, the hash that
// sp_add_trusted_assembly takes.

import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import { hex, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { ownerName } from '../principal.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';

/** `sys.assembly_files`: SHA2_512 of each assembly's own file (2017 and later; HASHBYTES took 8,000 bytes before 2016). */
export const assemblyHashes = defineQuery<DatabaseScope>()({
  name: 'assembly hashes',
  view: 'sys.assembly_files',
  since: 2017,
  columns: ['assembly_id'],
  expressions: { content_hash: `HASHBYTES('SHA2_512', [v].[content])` },
  narrow: (query) => query.where('v.file_id', 1),
  read: (scope, at) => ({
    row(row) {
      const hash = hex(row[at.content_hash]);
      if (hash !== undefined) scope.contentHashes.set(id(row[at.assembly_id]), hash);
    },
  }),
});

/** `sys.assemblies`. */
export const assemblies = defineQuery<DatabaseScope>()({
  name: 'assemblies',
  view: 'sys.assemblies',
  columns: ['assembly_id', 'name', 'principal_id', 'permission_set_desc'],
  read: (scope, at) => ({
    row(row) {
      const assemblyId = id(row[at.assembly_id]);
      const assembly = name(row[at.name]);
      const isShipped = SECURABLE_CLASSES.ASSEMBLY.isShipped(assemblyId, assembly);
      const named = { class: 'ASSEMBLY', schema: undefined, name: assembly, isShipped } as const;
      securableIndex(scope, 'ASSEMBLY').set(assemblyId, named);
      if (isShipped) {
        scope.ledger.exclude('system-assembly', assembly);
        return;
      }
      scope.facts.push(
        defined({
          kind: 'securable' as const,
          database: scope.database,
          class: 'ASSEMBLY' as const,
          name: assembly,
          owner: ownerName(scope.principals, integer(row[at.principal_id]), 'assemblies', scope.ledger),
          permissionSet: text(row[at.permission_set_desc]),
          contentHash: scope.contentHashes.get(assemblyId),
        }),
      );
    },
  }),
});
