// Assemblies that `clr strict security` lets load by their hash.
import { defined } from '../../model/defined.ts';
import { hex, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.trusted_assemblies` (2017 and later). */
export const trustedAssemblies = defineQuery<ServerScope>()({
  name: 'trusted assemblies',
  view: 'sys.trusted_assemblies',
  since: 2017,
  columns: ['hash', 'description'],
  read: (scope, at) => ({
    row: (row) => {
      const description = text(row[at.description]);
      scope.facts.push(
        defined({ kind: 'trusted-assembly' as const, hash: hex(row[at.hash]) ?? '0x', description }),
      );
    },
  }),
});
