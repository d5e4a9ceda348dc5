// The configuration options that decide what security statements do.
import { SECURITY_OPTIONS } from '../../model/catalog/configuration-name.ts';
import { integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.configurations`. */
export const configurations = defineQuery<ServerScope>()({
  name: 'configurations',
  view: 'sys.configurations',
  columns: ['name'],
  expressions: { value: 'CAST([v].[value] AS int)', value_in_use: 'CAST([v].[value_in_use] AS int)' },
  narrow: (query) => query.whereIn('v.name', SECURITY_OPTIONS),
  read: (scope, at) => ({
    row: (row) => {
      scope.facts.push({
        kind: 'configuration',
        name: name(row[at.name]),
        value: integer(row[at.value]) ?? 0,
        valueInUse: integer(row[at.value_in_use]) ?? 0,
      });
    },
  }),
});
